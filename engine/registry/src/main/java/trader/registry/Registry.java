package trader.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps {@code trades.db}, {@code portfolio.json} and {@code orders.jsonl} from the journal, on a
 * thread of its own. The engine hands nothing over and waits for nothing: the journal itself is the
 * queue, so that what cannot be written now is read again later, and a file that is lost is made
 * anew.
 */
public final class Registry implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Registry.class);
  private static final Duration LEAST_WAIT = Duration.ofMillis(50);
  private static final Duration MOST_WAIT = Duration.ofSeconds(2);
  private static final Duration PORTFOLIO_EVERY = Duration.ofSeconds(1);
  private static final Duration REBUILD_AGAIN = Duration.ofSeconds(30);
  private static final Duration FAREWELL = Duration.ofSeconds(2);
  private static final long AUDIT_AGAIN_DIVISOR = 12;
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);
  private final RegistrySettings settings;
  private final JournalTail tail;
  private final InstantSource clock;
  private final Consumer<AuditReport> audited;
  private final PortfolioFile portfolio;
  private final Thread thread;
  private volatile boolean closing;
  private volatile RegistryStatus status;
  private volatile long eventsRead;
  private volatile long lastMicros;
  private @Nullable Trail trail;
  private @Nullable Database database;
  private @Nullable Follower follower;
  private @Nullable Batch unwritten;
  private @Nullable Object fileKey;
  private @Nullable AuditReport audit;
  private Duration wait = LEAST_WAIT;
  private Instant nextAudit = Instant.MIN;
  private Instant nextPortfolio = Instant.MIN;
  private Instant nextRebuild = Instant.MIN;
  private boolean caughtUp;
  private boolean everOpened;
  private long eventsBefore;
  private long commits;
  private long retries;
  private long rebuilds;
  private @Nullable String waiting;

  /**
   * Begins to follow the journal.
   *
   * @param audited hears of every audit, on the registry's thread
   */
  public static Registry start(
      RegistrySettings settings,
      JournalTail tail,
      InstantSource clock,
      Consumer<AuditReport> audited) {
    Registry registry = new Registry(settings, tail, clock, audited);
    registry.thread.start();
    return registry;
  }

  private Registry(
      RegistrySettings settings,
      JournalTail tail,
      InstantSource clock,
      Consumer<AuditReport> audited) {
    this.settings = settings;
    this.tail = tail;
    this.clock = clock;
    this.audited = audited;
    this.portfolio = new PortfolioFile(settings.portfolio());
    this.status =
        new RegistryStatus(false, 0, 0, 0, 0, 0, Optional.of("not opened yet"), Optional.empty());
    this.thread = Thread.ofPlatform().name("registry").daemon().unstarted(this::run);
  }

  /** How far it is; any thread may ask. */
  public RegistryStatus status() {
    RegistryStatus last = status;
    long queue = Math.max(0, tail.events() - eventsRead);
    long age =
        queue == 0 || lastMicros == 0
            ? 0
            : Math.max(0, ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()) - lastMicros);
    return new RegistryStatus(
        last.caughtUp(),
        queue,
        age,
        last.commits(),
        last.retries(),
        last.rebuilds(),
        last.waiting(),
        last.audit());
  }

  /** Writes what the journal has by now, as long as that can be done soon, and ends. */
  @Override
  public void close() {
    closing = true;
    LockSupport.unpark(thread);
    try {
      thread.join(FAREWELL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    boolean going = true;
    while (going) {
      // What was published before it was told to end is still written.
      boolean ending = closing;
      boolean more = false;
      try {
        more = step();
        wait = LEAST_WAIT;
        calm();
      } catch (DatabaseUnusableException e) {
        rebuild(String.valueOf(e.getMessage()));
      } catch (SQLException e) {
        if (SqlFaults.damaged(e) || takenAway()) {
          rebuild(SqlFaults.text(e));
        } else {
          putOff(SqlFaults.text(e), e);
        }
      } catch (IOException | UncheckedIOException e) {
        putOff(e.toString(), e);
      } catch (RuntimeException | LinkageError e) {
        // SQLite's native part may not load, where temporary files cannot be executed.
        LOG.error("INVARIANT_VIOLATION the registry failed and begins again from its file", e);
        let();
        putOff(e.toString(), e);
      }
      show();
      going = !ending || (more && waiting == null);
      if (!more && !ending) {
        LockSupport.parkNanos((waiting == null ? settings.poll() : wait).toNanos());
      }
    }
    let();
  }

  /** Reads and writes one stretch; answers whether there is more at once. */
  private boolean step() throws SQLException, IOException, DatabaseUnusableException {
    Database file = opened();
    Follower following = following(file);
    Trail lines = trail();
    Batch batch = unwritten;
    if (batch == null) {
      eventsBefore = tail.events();
      batch = read(following);
      // Kept until it is written: what was read is not read again by this follower.
      unwritten = batch;
    }
    if (!batch.changes().isEmpty() || following.positionIsWorthWriting()) {
      lines.append(batch.lines());
      file.write(batch.changes(), following.position(), following.lastMicros());
      commits++;
      tail.readUpTo(following.position());
    }
    unwritten = null;
    following.written();
    eventsRead =
        following.behind() ? following.events() : Math.max(eventsBefore, following.events());
    lastMicros = following.lastMicros();
    if (following.behind()) {
      return true;
    }
    if (!caughtUp) {
      caughtUp = true;
      LOG.info(
          "REGISTRY_READY file={} journal={} commits={}",
          settings.database(),
          following.position(),
          commits);
    }
    now(file, following);
    return false;
  }

  private Batch read(Follower following) throws SQLException {
    try {
      return following.read();
    } catch (SQLException | RuntimeException e) {
      // It is half through a record.
      follower = null;
      throw e;
    }
  }

  /** What is due from time to time where nothing waits. */
  private void now(Database file, Follower following)
      throws SQLException, IOException, DatabaseUnusableException {
    Instant now = clock.instant();
    if (!now.isBefore(nextPortfolio)) {
      nextPortfolio = now.plus(PORTFOLIO_EVERY);
      if (!java.util.Objects.equals(fileKey, key(settings.database()))) {
        throw new DatabaseUnusableException("it was taken away while it was in use");
      }
      var books = following.books();
      if (books.isPresent()) {
        portfolio.write(books.get(), following.lastMicros(), following.position());
      }
    }
    if (!now.isBefore(nextAudit)) {
      audit(file, following, now);
    }
  }

  private void audit(Database file, Follower following, Instant now) throws SQLException {
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

  private Database opened() throws SQLException, IOException, DatabaseUnusableException {
    Database open = database;
    if (open != null) {
      return open;
    }
    boolean missing = !Files.exists(settings.database());
    Database fresh = Database.open(settings);
    database = fresh;
    fileKey = key(settings.database());
    if (missing && !everOpened && hasPast()) {
      rebuilds++;
      LOG.warn(
          "REGISTRY_REBUILT file={} reason=\"it was missing\" action=\"made anew from the"
              + " journal\"",
          settings.database());
    }
    everOpened = true;
    return fresh;
  }

  private boolean hasPast() {
    return tail.segments().stream().anyMatch(one -> one.session() < tail.written().session());
  }

  private Follower following(Database file) throws SQLException, DatabaseUnusableException {
    Follower running = follower;
    if (running != null) {
      return running;
    }
    JournalPosition applied = file.applied();
    if (applied.compareTo(tail.written()) > 0) {
      throw new DatabaseUnusableException(
          "it has the journal up to " + applied + ", and this journal ends at " + tail.written());
    }
    Follower fresh = new Follower(tail, new StoredRows(file.reader()), applied);
    follower = fresh;
    return fresh;
  }

  private Trail trail() throws IOException {
    Trail open = trail;
    if (open == null) {
      open = Trail.open(settings.trail());
      trail = open;
    }
    return open;
  }

  private boolean takenAway() {
    return database != null && !Files.exists(settings.database());
  }

  private void rebuild(String why) {
    let();
    Instant now = clock.instant();
    if (now.isBefore(nextRebuild)) {
      // Whatever breaks it breaks the new one too: a folder full of copies helps nobody.
      putOff("it was made anew just now and is unusable again: " + why, new IOException(why));
      return;
    }
    nextRebuild = now.plus(REBUILD_AGAIN);
    try {
      Path aside = moveAside();
      rebuilds++;
      LOG.error(
          "REGISTRY_REBUILT file={} reason=\"{}\" aside={} action=\"made anew from the journal\"",
          settings.database(),
          why,
          aside);
    } catch (IOException e) {
      putOff("a file that cannot be used (" + why + ") cannot be moved aside: " + e, e);
    }
  }

  private Path moveAside() throws IOException {
    Path file = settings.database();
    Path aside =
        file.resolveSibling(file.getFileName() + ".damaged-" + STAMP.format(clock.instant()));
    for (String end : new String[] {"", "-wal", "-shm"}) {
      Path from = file.resolveSibling(file.getFileName() + end);
      if (Files.exists(from)) {
        Files.move(
            from,
            file.resolveSibling(aside.getFileName() + end),
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return aside;
  }

  private void putOff(String why, Throwable fault) {
    retries++;
    if (waiting == null) {
      LOG.warn(
          "REGISTRY_WAITING file={} reason=\"{}\" queue={} action=\"trying again; nothing is lost,"
              + " the journal has it\"",
          settings.database(),
          why,
          Math.max(0, tail.events() - eventsRead));
      LOG.debug("the whole fault", fault);
    } else {
      wait = wait.multipliedBy(2).compareTo(MOST_WAIT) > 0 ? MOST_WAIT : wait.multipliedBy(2);
    }
    waiting = why;
  }

  private void calm() {
    if (waiting != null) {
      LOG.info(
          "REGISTRY_GOES_ON file={} waited_for=\"{}\" retries={}",
          settings.database(),
          waiting,
          retries);
      waiting = null;
    }
  }

  /** Lets go of everything that is open; the next step begins from what the file has. */
  private void let() {
    Database open = database;
    database = null;
    follower = null;
    unwritten = null;
    trail = null;
    nextAudit = Instant.MIN;
    caughtUp = false;
    eventsRead = 0;
    lastMicros = 0;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        LOG.warn("trades.db could not be closed: {}", SqlFaults.text(e));
      }
    }
  }

  private void show() {
    status =
        new RegistryStatus(
            caughtUp,
            0,
            0,
            commits,
            retries,
            rebuilds,
            Optional.ofNullable(waiting),
            Optional.ofNullable(audit));
  }

  private static @Nullable Object key(Path path) throws IOException {
    return Files.exists(path)
        ? Files.readAttributes(path, java.nio.file.attribute.BasicFileAttributes.class).fileKey()
        : null;
  }
}
