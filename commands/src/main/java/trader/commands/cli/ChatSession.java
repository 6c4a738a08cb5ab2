package trader.commands.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Set;
import trader.commands.Actor;
import trader.commands.Outcome;
import trader.commands.Reply;
import trader.commands.TextRenderer;
import trader.commands.desk.Desk;

/** A conversation with the desk, one line a command, until the lines end. */
public final class ChatSession {
  private static final String PROMPT = "trader> ";
  private static final Set<String> GOODBYE = Set.of("exit", "quit", "/exit", "/quit");
  private final Desk desk;
  private final Actor actor;
  private final LineSource lines;
  private final PrintWriter out;
  private final TextRenderer text = new TextRenderer(TextRenderer.Spelling.CHAT);

  /** A conversation of that actor; {@code lines} stays open. */
  public ChatSession(Desk desk, Actor actor, LineSource lines, PrintWriter out) {
    this.desk = desk;
    this.actor = actor;
    this.lines = lines;
    this.out = out;
  }

  /**
   * Answers line after line, until the lines end or one says {@code exit}. A line that is empty or
   * begins with {@code #} is passed over. Where nobody sees what is typed, each command is written
   * before its reply. Answers what became of the last command.
   */
  public Outcome run() {
    Outcome last = Outcome.DONE;
    for (String line = lines.next(PROMPT); line != null; line = lines.next(PROMPT)) {
      String command = line.strip();
      if (command.isEmpty() || command.startsWith("#")) {
        continue;
      }
      if (!lines.showsInput()) {
        out.println(PROMPT + command);
      }
      if (GOODBYE.contains(command.toLowerCase(Locale.ROOT))) {
        break;
      }
      Reply reply = desk.say(actor, command);
      out.println(text.render(reply));
      out.flush();
      last = reply.outcome();
    }
    out.flush();
    return last;
  }
}
