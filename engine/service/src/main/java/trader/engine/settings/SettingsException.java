package trader.engine.settings;

import java.util.List;

/** The environment does not make a whole configuration; the message has one line a fault. */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With every fault that was found. */
  SettingsException(List<String> faults) {
    super(String.join(System.lineSeparator(), faults));
  }
}
