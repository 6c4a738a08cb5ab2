package trader.chatsim.telegram;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A message as it stood when it was asked for.
 *
 * @param author the id of its user or bot
 * @param text without markup
 * @param entities where it is formatted, as the wire says it
 * @param asksForReply whether its readers' apps open a reply to it
 * @param silent whether it made no sound
 * @param fileName the name of its picture or document
 * @param history what it said since it was sent, the newest last
 */
public record Sent(
    long chat,
    long id,
    long author,
    boolean byBot,
    String text,
    String entities,
    List<Button> buttons,
    boolean asksForReply,
    boolean silent,
    Optional<Long> replyTo,
    Optional<String> fileName,
    Instant at,
    List<Version> history) {

  /** Copies the lists. */
  public Sent {
    buttons = List.copyOf(buttons);
    history = List.copyOf(history);
  }

  /** What a message said from {@code at} on. */
  public record Version(String text, List<Button> buttons, Instant at) {
    /** Copies the list. */
    public Version {
      buttons = List.copyOf(buttons);
    }
  }

  /** A button below a message. */
  public record Button(String label, String data, String style) {}

  static List<Button> buttons(Optional<ObjectNode> markup) {
    List<Button> buttons = new ArrayList<>();
    if (markup.isPresent()) {
      for (JsonNode row : markup.get().path("inline_keyboard")) {
        for (JsonNode button : row) {
          buttons.add(
              new Button(
                  button.path("text").asString(),
                  button.path("callback_data").asString(),
                  button.path("style").asString("")));
        }
      }
    }
    return buttons;
  }
}
