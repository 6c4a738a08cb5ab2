package trader.chatsim.slack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import trader.chatsim.ChatRoom;

/** The workspace as its users' screens show it. */
final class SlackRoom implements ChatRoom {
  private static final Pattern MENTION = Pattern.compile("<[@!](\\w+)>");
  private final FakeWorkspace workspace;
  private final Board board;
  private final Views views;
  private final Uploads uploads;

  SlackRoom(FakeWorkspace workspace, Board board, Views views, Uploads uploads) {
    this.workspace = workspace;
    this.board = board;
    this.views = views;
    this.uploads = uploads;
  }

  @Override
  public String platform() {
    return "slack";
  }

  @Override
  public List<Entry> users() {
    return board.users().entrySet().stream()
        .map(user -> new Entry(user.getKey(), user.getValue()))
        .sorted((one, other) -> one.name().compareTo(other.name()))
        .toList();
  }

  @Override
  public List<Entry> places(String user) {
    return board.channels().stream()
        .filter(channel -> channel.members().contains(user))
        .map(channel -> new Entry(channel.id(), (channel.direct() ? "@" : "#") + channel.name()))
        .toList();
  }

  @Override
  public List<Shown> messages(String user, String place) {
    return board.seenBy(user, place).stream().map(this::shown).toList();
  }

  private Shown shown(SlackMessage message) {
    List<Line> lines = new ArrayList<>();
    if (message.now().blocks().isEmpty()) {
      lines.add(new Line(plain(message.now().text()), false));
    } else {
      SlackMessage.paragraphs(message.now()).forEach(text -> lines.add(line(text)));
    }
    return new Shown(
        message.ts(),
        message.author().equals(Board.BOT)
            ? "trader (app)"
            : board.users().getOrDefault(message.author(), message.author()),
        lines,
        message.buttons().stream()
            .map(one ->
                new Press(
                    one.actionId(), one.label(), one.style().isEmpty() ? "plain" : one.style()))
            .toList(),
        message.files().stream().map(uploads::file).map(SlackRoom::attachment).toList(),
        message.onlyFor().isPresent(),
        message.versions().size() - 1,
        message.versions().getFirst().at().toEpochMilli());
  }

  private static Attachment attachment(SlackFile file) {
    return new Attachment(
        file.id(), file.title(), file.name().endsWith(".png") ? "image/png" : "text/plain");
  }

  private Line line(String text) {
    boolean preformatted = text.startsWith("```") && text.endsWith("```") && text.length() > 6;
    return preformatted
        ? new Line(plain(text.substring(3, text.length() - 3).strip()), true)
        : new Line(plain(text), false);
  }

  /** Mentions by their names, and the three escapes as the characters that they stand for. */
  private String plain(String text) {
    return MENTION
        .matcher(text)
        .replaceAll(found ->
            Matcher.quoteReplacement(
                "@" + board.users().getOrDefault(found.group(1), found.group(1))))
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }

  @Override
  public List<Form> forms(String user) {
    return views.of(user).stream()
        .map(view ->
            new Form(
                view.id(),
                Json.text(view.view().path("title"), "text"),
                Json.text(view.view().path("submit"), "text"),
                view.texts().stream().map(this::line).toList(),
                view.inputs().stream()
                    .map(input -> new Field(input.blockId(), input.label(), input.optional()))
                    .toList()))
        .toList();
  }

  @Override
  public void say(String user, String place, String text) {
    String line = text.strip();
    board.post(place, user, Optional.of(user), Optional.empty(), List.of(), line, Json.array());
    if (line.startsWith("/")) {
      String[] words = line.split("\\s+", 2);
      workspace.type(user, place, words[0], words.length > 1 ? words[1] : "");
    }
  }

  @Override
  public void press(String user, String place, String message, String button) {
    SlackMessage there =
        board
            .message(place, message)
            .orElseThrow(() -> new IllegalArgumentException("no message " + message));
    SlackMessage.Button pressed =
        there.buttons().stream()
            .filter(one -> one.actionId().equals(button))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no button " + button));
    workspace.pressAnyway(user, there, pressed);
  }

  @Override
  public void submit(String user, String form, Map<String, String> values) {
    workspace.submit(user, form, values);
  }

  @Override
  public void dismiss(String user, String form) {
    workspace.dismiss(form);
  }

  @Override
  public byte[] file(String id) {
    return uploads.file(id).bytes();
  }
}
