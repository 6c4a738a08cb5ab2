package trader.chatsim.slack;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/** The workspace's people, channels and messages. */
final class Board {
  static final String TEAM = "T0DESK";
  static final String BOT = "U0TRADER";
  private final Clock clock;
  private final AtomicLong counter = new AtomicLong();
  private final Map<String, String> users = new LinkedHashMap<>();
  private final Map<String, Channel> channels = new LinkedHashMap<>();
  private final Map<String, Map<String, SlackMessage>> messages = new LinkedHashMap<>();

  record Channel(String id, String name, Set<String> members, boolean direct) {}

  Board(Clock clock) {
    this.clock = clock;
    users.put("U0ALICE", "alice");
    users.put("U0BOB", "bob");
    users.put("U0CAROL", "carol");
    users.put("U0MALLORY", "mallory");
    Set<String> everyone = Set.copyOf(users.keySet());
    add(new Channel("C0DESK", "trading", with(everyone, BOT), false));
    add(new Channel("C0ALERTS", "trading-alerts", with(everyone, BOT), false));
    add(new Channel("C0RANDOM", "random", everyone, false));
    users.keySet().forEach(user -> add(direct(user)));
    add(new Channel("D0PEOPLE", "alice-bob", Set.of("U0ALICE", "U0BOB"), true));
  }

  /** One more user, who is in every channel that is for everyone. */
  synchronized void addUser(String id, String name) {
    users.put(id, name);
    for (String channel : List.of("C0DESK", "C0ALERTS", "C0RANDOM")) {
      channels.computeIfPresent(
          channel,
          (_, one) -> new Channel(one.id(), one.name(), with(one.members(), id), one.direct()));
    }
    add(direct(id));
  }

  private static Set<String> with(Set<String> some, String more) {
    Set<String> all = new HashSet<>(some);
    all.add(more);
    return Set.copyOf(all);
  }

  private static Channel direct(String user) {
    return new Channel("D" + user.substring(1), "trader", Set.of(user, BOT), true);
  }

  private void add(Channel channel) {
    channels.put(channel.id(), channel);
    messages.put(channel.id(), new LinkedHashMap<>());
  }

  Map<String, String> users() {
    return Map.copyOf(users);
  }

  List<Channel> channels() {
    return List.copyOf(channels.values());
  }

  /** By id, or by name with a hash sign where names are allowed. */
  Channel channel(String idOrName, boolean nameAllowed) throws ApiFault {
    Channel byId = channels.get(idOrName);
    if (byId != null) {
      return byId;
    }
    return channels.values().stream()
        .filter(one -> nameAllowed && !one.direct() && ("#" + one.name()).equals(idOrName))
        .findFirst()
        .orElseThrow(() -> new ApiFault("channel_not_found"));
  }

  synchronized SlackMessage post(
      String channel,
      String author,
      Optional<String> onlyFor,
      Optional<String> thread,
      List<String> files,
      String text,
      JsonNode blocks) {
    String ts =
        clock.instant().getEpochSecond() + "." + "%06d".formatted(counter.incrementAndGet());
    SlackMessage message =
        new SlackMessage(
            channel,
            ts,
            author,
            onlyFor,
            thread,
            files,
            List.of(new SlackMessage.Version(clock.instant(), text, blocks)));
    of(channel).put(ts, message);
    notifyAll();
    return message;
  }

  synchronized Optional<SlackMessage> edit(
      String channel, String ts, String text, JsonNode blocks) {
    SlackMessage edited =
        of(channel)
            .computeIfPresent(
                ts,
                (_, old) -> old.saying(new SlackMessage.Version(clock.instant(), text, blocks)));
    notifyAll();
    return Optional.ofNullable(edited);
  }

  synchronized void remove(String channel, String ts) {
    of(channel).remove(ts);
    notifyAll();
  }

  synchronized Optional<SlackMessage> message(String channel, String ts) {
    return Optional.ofNullable(of(channel).get(ts));
  }

  synchronized List<SlackMessage> messages(String channel) {
    return new ArrayList<>(of(channel).values());
  }

  /** What that user sees there. */
  List<SlackMessage> seenBy(String user, String channel) {
    return messages(channel).stream()
        .filter(one -> one.onlyFor().isEmpty() || one.onlyFor().get().equals(user))
        .toList();
  }

  private Map<String, SlackMessage> of(String channel) {
    Map<String, SlackMessage> there = messages.get(channel);
    if (there == null) {
      throw new IllegalArgumentException("there is no channel '" + channel + "'");
    }
    return there;
  }
}
