package trader.bot.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import trader.chatsim.slack.Delivery;
import trader.chatsim.slack.FakeWorkspace;
import trader.chatsim.slack.SignedRequest;
import trader.chatsim.slack.SlackMessage;
import trader.commands.support.Crew;

/** A Slack workspace that tells the app over Socket Mode, or by signed requests. */
class SlackSurface implements Surface {
  private static final String COMMAND = "/trader";
  private static final String FORGED = "v0=" + "0".repeat(64);
  final FakeWorkspace workspace;
  private final Optional<URI> endpoint;
  private final World world;

  /** Over HTTP where there is an endpoint; there is no way back to Socket Mode then. */
  SlackSurface(FakeWorkspace workspace, Optional<URI> endpoint, World world) {
    this.workspace = workspace;
    this.endpoint = endpoint;
    this.world = world;
  }

  @Override
  public void begin() {
    endpoint.ifPresent(workspace::overHttp);
  }

  static String account(String person) {
    return person.equals(STRANGER) ? "U0MALLORY" : Crew.onSlack(person);
  }

  @Override
  public String label() {
    return "slack";
  }

  @Override
  public boolean offers(String words) {
    return true;
  }

  @Override
  public Told say(String person, String words) {
    return said(person, words, Duration.ZERO);
  }

  @Override
  public Told late(String person, String words) {
    return said(person, words, Duration.ofMinutes(2));
  }

  private Told said(String person, String words, Duration ago) {
    String account = account(person);
    int before = seen(account, FakeWorkspace.DESK).size();
    Supplier<String> again;
    if (endpoint.isPresent()) {
      SignedRequest request =
          workspace.request(account, FakeWorkspace.DESK, COMMAND, words, world.now().minus(ago));
      assertThat(workspace.post(request)).as(words).isEqualTo(200);
      again =
          () -> {
            assertThat(workspace.post(request)).as("a replay").isEqualTo(401);
            return "";
          };
    } else {
      Delivery delivery = send(account, FakeWorkspace.DESK, words);
      assertThat(delivery.ack().status()).isEqualTo(200);
      again = () -> workspace.redeliver(delivery).ack().body();
    }
    return new Told(answer(account, before), again);
  }

  /** Sends it as Slack would. */
  Delivery send(String account, String channel, String words) {
    return workspace.type(account, channel, COMMAND, words);
  }

  String answer(String account, int before) {
    return await()
        .until(
            () ->
                seen(account, FakeWorkspace.DESK).stream()
                    .skip(before)
                    .map(SlackSurface::read)
                    .filter(SlackSurface::isLast)
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private static String read(SlackMessage message) {
    return message.shown()
        + message.buttons().stream()
            .map(SlackMessage.Button::value)
            .collect(Collectors.joining(" ", " ", ""));
  }

  private static boolean isLast(String text) {
    return !text.contains("* — requested") && !text.contains("* — accepted, the engine");
  }

  List<SlackMessage> seen(String account, String channel) {
    return workspace.seenBy(account, channel).stream()
        .filter(message -> message.files().isEmpty())
        .toList();
  }

  static ConditionFactory await() {
    return Awaitility.await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1));
  }

  @Override
  public void forge(String person, List<String> words) {
    for (String one : words) {
      SignedRequest good =
          workspace.request(account(person), FakeWorkspace.DESK, COMMAND, one, world.now());
      assertThat(workspace.post(good.signed(FORGED))).as(one).isEqualTo(401);
      SignedRequest press =
          workspace.request(
              account(person),
              SlackButtonsSurface.below(account(person), FakeWorkspace.DESK),
              SlackButtonsSurface.button("say-0", one),
              world.now());
      assertThat(workspace.post(press.signed(FORGED))).as("pressed: " + one).isEqualTo(401);
    }
  }

  @Override
  public void elsewhere(String person, List<String> words) {
    strange(account(person), FakeWorkspace.RANDOM, words);
  }

  @Override
  public void unknown(List<String> words) {
    strange(account(STRANGER), FakeWorkspace.DESK, words);
  }

  /** Each is told the same private line. */
  void strange(String account, String channel, List<String> words) {
    int before = lines(account, channel);
    for (String one : words) {
      assertThat(send(account, channel, one).ack().status()).isEqualTo(200);
    }
    await().until(() -> lines(account, channel) == before + words.size());
  }

  int lines(String account, String channel) {
    return (int)
        workspace.seenBy(account, channel).stream()
            .filter(one -> one.onlyFor().equals(Optional.of(account)))
            .filter(one -> one.shown().equals("trader takes no commands from this account here."))
            .count();
  }

  @Override
  public String source(Way way, String person) {
    return switch (way) {
      case FORGED -> "slack forged";
      case WRONG_CHAT -> "slack " + person + " elsewhere";
      default -> "slack " + STRANGER;
    };
  }
}
