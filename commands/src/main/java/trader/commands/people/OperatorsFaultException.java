package trader.commands.people;

import java.nio.file.Path;
import java.util.List;

/** The operators file cannot be used; the message names every fault, one a line. */
public final class OperatorsFaultException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<String> faults;

  /** With the file and each fault: where it is, what is there, what is allowed. */
  public OperatorsFaultException(Path file, List<String> faults) {
    super(
        "OPERATORS_FILE "
            + file
            + " cannot be used:"
            + String.join("", faults.stream().map(fault -> "\n  " + fault).toList()));
    this.faults = List.copyOf(faults);
  }

  /** Each fault, one sentence. */
  public List<String> faults() {
    return faults;
  }
}
