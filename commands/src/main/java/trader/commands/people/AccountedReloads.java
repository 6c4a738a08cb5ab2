package trader.commands.people;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.control.Alert;
import trader.control.Reason;
import trader.redis.AuditDraft;
import trader.redis.DeskStore;
import trader.redis.StoreUnavailableException;

/** Leaves each change of the operators file in the audit, and alerts where one was not taken. */
public final class AccountedReloads implements OperatorsFile.Reloads {
  private static final Logger LOG = LoggerFactory.getLogger(AccountedReloads.class);
  private final DeskStore store;
  private final InstantSource clock;
  private final String process;

  /**
   * Writes to that store.
   *
   * @param process who reads the file, e.g. {@code ops-bot}
   */
  public AccountedReloads(DeskStore store, InstantSource clock, String process) {
    this.store = store;
    this.clock = clock;
    this.process = process;
  }

  @Override
  public void taken(List<String> differences) {
    aside(() -> audit("applied", String.join("; ", differences)));
  }

  @Override
  public void refused(List<String> faults) {
    String all = String.join("; ", faults);
    aside(() -> {
      store.raise(
          new Alert(
              Alert.Severity.WARNING,
              Reason.OPERATORS_FILE_INVALID,
              "operators",
              "The operators file was changed and cannot be used; who may do what is as before the"
                  + " change. Repair it: "
                  + all,
              process,
              clock.instant()));
      audit("refused", all);
    });
  }

  private void audit(String outcome, String detail) {
    store.audit(
        new AuditDraft(
            clock.instant(),
            "operators-" + clock.instant().toEpochMilli(),
            process,
            "file",
            "reload operators",
            "the file changed on disk",
            Optional.empty(),
            Optional.empty(),
            outcome,
            detail));
  }

  /** Whoever noticed the change, perhaps with a halt in hand, must not wait for Redis. */
  private static void aside(Runnable step) {
    var _ =
        Thread.ofVirtual()
            .name("operators-reload")
            .start(() -> {
              try {
                step.run();
              } catch (StoreUnavailableException e) {
                LOG.error("a change of the operators file is not in the audit: {}", e.getMessage());
              }
            });
  }
}
