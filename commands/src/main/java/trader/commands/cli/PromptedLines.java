package trader.commands.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Asks one question at a time, without history or completion. */
final class PromptedLines implements LineSource {
  private final StreamLines lines;
  private final PrintWriter out;

  PromptedLines(InputStream in, PrintWriter out) {
    this.lines = new StreamLines(in);
    this.out = out;
  }

  @Override
  public @Nullable String next(String prompt) {
    out.print(prompt);
    out.flush();
    return lines.next(prompt);
  }

  @Override
  public boolean showsInput() {
    return true;
  }

  @Override
  public void close() {
    lines.close();
  }
}
