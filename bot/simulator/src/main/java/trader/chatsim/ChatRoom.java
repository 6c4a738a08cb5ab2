package trader.chatsim;

import java.util.List;
import java.util.Map;

/**
 * One fake platform as its users' screens show it: what they see, and what they can do there. Safe
 * to call from any thread.
 */
public interface ChatRoom {

  /** {@code slack} or {@code telegram}. */
  String platform();

  /** The users that one can be, by the platform's id. */
  List<Entry> users();

  /** The channels or chats in which that user is, by the platform's id. */
  List<Entry> places(String user);

  /** What that user sees at that place, oldest first. */
  List<Shown> messages(String user, String place);

  /** Forms that are open on that user's screen. */
  List<Form> forms(String user);

  /** Types a line and sends it; a slash command begins with a slash. */
  void say(String user, String place, String text);

  /**
   * Presses a button below a message that the user sees. Throws {@link IllegalArgumentException}
   * where there is no such message or button now.
   */
  void press(String user, String place, String message, String button);

  /** Sends an open form with what was filled in, by the fields' ids. */
  void submit(String user, String form, Map<String, String> values);

  /** Closes an open form without sending it. */
  void dismiss(String user, String form);

  /** The bytes of a picture or file that a message shows. */
  byte[] file(String id);

  /** Something with an id and a name. */
  record Entry(String id, String name) {}

  /**
   * A message as it stands now.
   *
   * @param author the name that is shown above it
   * @param lines its text, one entry a line
   * @param onlyForYou whether nobody else sees it
   * @param edits how often it was changed since it was sent
   * @param at when it was sent, in milliseconds since the epoch
   */
  record Shown(
      String id,
      String author,
      List<Line> lines,
      List<Press> buttons,
      List<Attachment> files,
      boolean onlyForYou,
      int edits,
      long at) {
    /** Copies the lists. */
    public Shown {
      lines = List.copyOf(lines);
      buttons = List.copyOf(buttons);
      files = List.copyOf(files);
    }
  }

  /** One paragraph of a message; {@code preformatted} ones keep their spaces. */
  record Line(String text, boolean preformatted) {}

  /** Something to press. {@code style} is {@code plain}, {@code primary} or {@code danger}. */
  record Press(String id, String label, String style) {}

  /** A file that a message carries. {@code type} is its media type. */
  record Attachment(String id, String name, String type) {}

  /** An open form. */
  record Form(String id, String title, String submitLabel, List<Line> lines, List<Field> fields) {
    /** Copies the lists. */
    public Form {
      lines = List.copyOf(lines);
      fields = List.copyOf(fields);
    }
  }

  /** One thing to fill in. */
  record Field(String id, String label, boolean optional) {}
}
