package trader.commands.cli;

import org.jspecify.annotations.Nullable;

/** Where a chat session's lines come from. */
public interface LineSource extends AutoCloseable {

  /** The next line, null at the end. */
  @Nullable String next(String prompt);

  /** Whether whoever reads the output sees the line without our writing it. */
  boolean showsInput();

  @Override
  void close();
}
