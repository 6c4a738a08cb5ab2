package trader.commands.settings;

import java.util.List;

/** The environment holds values that cannot be used; the message names each, one a line. */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With every fault, each a sentence that names the variable and what it may be. */
  public SettingsException(List<String> faults) {
    super(String.join("\n", faults));
  }
}
