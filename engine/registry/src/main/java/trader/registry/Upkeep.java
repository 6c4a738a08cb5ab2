package trader.registry;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is due from time to time where nothing waits: {@code portfolio.json} and the audit. */
final class Upkeep {
  private static final Logger LOG = LoggerFactory.getLogger(Registry.class);
  private static final Duration PORTFOLIO_EVERY = Duration.ofSeconds(1);
  private static final long AUDIT_AGAIN_DIVISOR = 12;
  private final RegistrySettings settings;
  private final Consumer<AuditReport> audited;
  private final PortfolioFile portfolio;
  private Instant nextAudit = Instant.MIN;
  private Instant nextPortfolio = Instant.MIN;
  private @Nullable AuditReport audit;

  Upkeep(RegistrySettings settings, Consumer<AuditReport> audited) {
    this.settings = settings;
    this.audited = audited;
    this.portfolio = new PortfolioFile(settings.portfolio());
  }

  /** Whether the portfolio is due. */
  boolean portfolioDue(Instant now) {
    return !now.isBefore(nextPortfolio);
  }

  /**
   * Writes what the books say.
   *
   * @param past whether an earlier session has written one
   */
  void portfolio(Follower following, Instant now, BooleanSupplier past) throws IOException {
    nextPortfolio = now.plus(PORTFOLIO_EVERY);
    var books = following.books();
    if (books.isPresent()) {
      portfolio.write(books.get(), following.lastMicros(), following.position(), past);
    }
  }

  /** Audits the rows where that is due. */
  void audit(Database file, Follower following, Instant now) throws SQLException {
    if (now.isBefore(nextAudit)) {
      return;
    }
    AuditReport report = Auditor.run(file.reader(), following.books(), now);
    audit = report;
    boolean clean = report.violationsTotal() == 0;
    nextAudit =
        now.plus(
            clean ? settings.auditEvery() : settings.auditEvery().dividedBy(AUDIT_AGAIN_DIVISOR));
    if (clean) {
      LOG.info("REGISTRY_AUDIT_REPORT {}", report.fields());
    } else {
      LOG.error(
          "REGISTRY_AUDIT_REPORT {} next=\"no new risk until it is clean; look at the rows named,"
              + " compare with the venue, then move {} away: it is made anew from the journal\"",
          report.fields(),
          settings.database());
    }
    audited.accept(report);
  }

  /** The file is another one: it is audited as soon as it is caught up. */
  void auditSoon() {
    nextAudit = Instant.MIN;
  }

  /** The latest audit; empty before the first. */
  Optional<AuditReport> latest() {
    return Optional.ofNullable(audit);
  }
}
