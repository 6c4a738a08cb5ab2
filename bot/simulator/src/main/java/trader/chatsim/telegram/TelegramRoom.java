package trader.chatsim.telegram;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import trader.chatsim.ChatRoom;

/**
 * The chats as a phone shows them. A message that asks for a reply is a form with one field; sent,
 * it becomes a reply.
 */
final class TelegramRoom implements ChatRoom {
  private static final String ANSWER = "reply";
  private final World world;

  TelegramRoom(World world) {
    this.world = world;
  }

  @Override
  public String platform() {
    return "telegram";
  }

  @Override
  public List<Entry> users() {
    return locked(() ->
        world.users().values().stream()
            .map(user -> new Entry(Long.toString(user.id()), user.name()))
            .toList());
  }

  @Override
  public List<Entry> places(String user) {
    long id = Long.parseLong(user);
    return locked(() ->
        world.chats().values().stream()
            .filter(chat -> chat.members().contains(id))
            .map(chat ->
                new Entry(
                    Long.toString(chat.id()), chat.group() ? chat.title() : world.bot().name()))
            .toList());
  }

  @Override
  public List<Shown> messages(String user, String place) {
    return locked(
        () -> world.chat(Long.parseLong(place)).posts().stream().map(TelegramRoom::shown).toList());
  }

  @Override
  public List<Form> forms(String user) {
    long id = Long.parseLong(user);
    return locked(() -> {
      List<Form> open = new ArrayList<>();
      for (Chat chat : world.chats().values()) {
        if (chat.members().contains(id) && !chat.posts().isEmpty()) {
          Post last = chat.posts().getLast();
          if (last.asksForReply()) {
            open.add(form(last));
          }
        }
      }
      return open;
    });
  }

  @Override
  public void say(String user, String place, String text) {
    locked(
        () -> world.say(Long.parseLong(user), Long.parseLong(place), text, Optional.empty()).id());
  }

  @Override
  public void press(String user, String place, String message, String button) {
    locked(() ->
        world.press(Long.parseLong(user), Long.parseLong(place), Long.parseLong(message), button));
  }

  @Override
  public void submit(String user, String form, Map<String, String> values) {
    String[] ids = form.split(":", 2);
    locked(() ->
        world
            .say(
                Long.parseLong(user),
                Long.parseLong(ids[0]),
                values.getOrDefault(ANSWER, ""),
                Optional.of(Long.valueOf(ids[1])))
            .id());
  }

  @Override
  public void dismiss(String user, String form) {
    // A phone forgets an open reply by itself; the bot is not told.
  }

  @Override
  public byte[] file(String id) {
    return locked(() ->
        world.chats().values().stream()
            .flatMap(chat -> chat.posts().stream())
            .flatMap(post -> post.file().stream())
            .filter(file -> file.id().equals(id))
            .map(file -> file.content().bytes())
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("there is no file " + id)));
  }

  private static Shown shown(Post post) {
    Sent sent = post.sent();
    return new Shown(
        Long.toString(post.id()),
        post.author().name(),
        lines(post.text()),
        sent.buttons().stream()
            .map(button -> new Press(button.data(), button.label(), style(button.style())))
            .toList(),
        post.file().stream()
            .map(file ->
                new Attachment(file.id(), file.name(), file.photo() ? "image/png" : "text/plain"))
            .toList(),
        false,
        Math.max(0, sent.history().size() - 1),
        sent.at().toEpochMilli());
  }

  private static String style(String telegram) {
    return switch (telegram) {
      case "danger" -> "danger";
      case "primary", "success" -> "primary";
      default -> "plain";
    };
  }

  /** One entry a line; what stands in a {@code pre} entity keeps its spaces. */
  private static List<Line> lines(ParsedText text) {
    List<Line> lines = new ArrayList<>();
    int at = 0;
    for (String line : text.text().split("\n", -1)) {
      int from = at;
      boolean kept =
          text.entities()
              .valueStream()
              .anyMatch(
                  entity -> entity.path("type").asString("").equals("pre") && covers(entity, from));
      lines.add(new Line(line, kept));
      at += line.length() + 1;
    }
    return lines;
  }

  private static boolean covers(JsonNode entity, int at) {
    int from = entity.path("offset").asInt();
    return at >= from && at < from + entity.path("length").asInt();
  }

  private static Form form(Post post) {
    return new Form(
        post.chat().id() + ":" + post.id(),
        "Reply",
        "Send",
        lines(post.text()),
        List.of(new Field(ANSWER, "Your reply", false)));
  }

  private <T> T locked(Supplier<T> act) {
    world.lock().lock();
    try {
      return act.get();
    } finally {
      world.lock().unlock();
    }
  }
}
