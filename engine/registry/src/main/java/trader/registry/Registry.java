package trader.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
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
  private static final Duration REBUILD_AGAIN = Duration.ofSeconds(30);
  private static final Duration FAREWELL = Duration.ofSeconds(2);
  private final RegistrySettings settings;
  private final JournalTail tail;
  private final InstantSource clock;
  private final Upkeep upkeep;
  private final Waiting waiting;
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
  private Instant nextRebuild = Instant.MIN;
  private boolean caughtUp;
  private boolean everOpened;
  private long eventsBefore;
  private long commits;
  private long rebuilds;

  /** Begins to follow the journal, on a thread like any other. */
  public static Registry start(
      RegistrySettings settings,
      JournalTail tail,
      InstantSource clock,
      Consumer<AuditReport> audited) {
    return start(
        settings, tail, clock, audited, Thread.ofPlatform().name("registry").daemon().factory());
  }

  /**
   * Begins to follow the journal.
   *
   * @param audited hears of every audit, on the registry's thread
   * @param threads makes the registry's thread
   */
  public static Registry start(
      RegistrySettings settings,
      JournalTail tail,
      InstantSource clock,
      Consumer<AuditReport> audited,
      ThreadFactory threads) {
    Registry registry = new Registry(settings, tail, clock, audited, threads);
    registry.thread.start();
    return registry;
  }

  private Registry(
      RegistrySettings settings,
      JournalTail tail,
      InstantSource clock,
      Consumer<AuditReport> audited,
      ThreadFactory threads) {
    this.settings = settings;
    this.tail = tail;
    this.clock = clock;
    this.upkeep = new Upkeep(settings, audited);
    this.waiting = new Waiting(settings.database());
    this.status =
        new RegistryStatus(false, 0, 0, 0, 0, 0, Optional.of("not opened yet"), Optional.empty());
    this.thread = threads.newThread(this::run);
  }

  /** How far it is; any thread may ask. */
  public RegistryStatus status() {
    RegistryStatus last = status;
    long queue = queue();
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
        waiting.over();
      } catch (DatabaseUnusableException e) {
        rebuild(String.valueOf(e.getMessage()));
      } catch (SQLException e) {
        if (SqlFaults.damaged(e) || takenAway()) {
          rebuild(SqlFaults.text(e));
        } else {
          waiting.putOff(SqlFaults.text(e), e, queue());
        }
      } catch (IOException | UncheckedIOException e) {
        waiting.putOff(e.toString(), e, queue());
      } catch (RuntimeException | LinkageError e) {
        // SQLite's native part may not load, where temporary files cannot be executed.
        LOG.error("INVARIANT_VIOLATION the registry failed and begins again from its file", e);
        let();
        waiting.putOff(e.toString(), e, queue());
      }
      show();
      going = !ending || (more && waiting.reason().isEmpty());
      if (!more && !ending) {
        LockSupport.parkNanos(waiting.pause(settings.poll()).toNanos());
      }
    }
    let();
  }

  /** Reads and writes one stretch; answers whether there is more at once. */
  private boolean step() throws SQLException, IOException, DatabaseUnusableException {
    Database file = opened();
    Follower following = following(file);
    Trail lines = trail(file);
    Batch batch = unwritten;
    if (batch == null) {
      eventsBefore = tail.events();
      batch = read(following);
      // Kept until it is written: what was read is not read again by this follower.
      unwritten = batch;
    }
    if (!batch.changes().isEmpty() || following.positionIsWorthWriting()) {
      lines.append(batch.lines());
      file.write(batch.changes(), following.position(), following.lastMicros(), lines.last());
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

  private void now(Database file, Follower following)
      throws SQLException, IOException, DatabaseUnusableException {
    Instant now = clock.instant();
    if (upkeep.portfolioDue(now)) {
      if (!java.util.Objects.equals(fileKey, key(settings.database()))) {
        throw new DatabaseUnusableException("it was taken away while it was in use");
      }
      upkeep.portfolio(following, now, this::hasPast);
    }
    upkeep.audit(file, following, now);
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

  private Trail trail(Database file) throws IOException, SQLException {
    Trail open = trail;
    if (open == null || open.lost()) {
      open =
          new TrailRepair(settings, tail)
              .whole(Trail.open(settings.trail()), file.trail(), file.applied(), clock.instant());
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
      waiting.putOff(
          "it was made anew just now and is unusable again: " + why, new IOException(why), queue());
      return;
    }
    nextRebuild = now.plus(REBUILD_AGAIN);
    try {
      Path aside = Aside.move(settings.database(), now);
      rebuilds++;
      LOG.error(
          "REGISTRY_REBUILT file={} reason=\"{}\" aside={} action=\"made anew from the journal\"",
          settings.database(),
          why,
          aside);
    } catch (IOException e) {
      waiting.putOff(
          "a file that cannot be used (" + why + ") cannot be moved aside: " + e, e, queue());
    }
  }

  private long queue() {
    return Math.max(0, tail.events() - eventsRead);
  }

  /** Lets go of everything that is open; the next step begins from what the file has. */
  private void let() {
    Database open = database;
    database = null;
    follower = null;
    unwritten = null;
    trail = null;
    upkeep.auditSoon();
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
            waiting.retries(),
            rebuilds,
            waiting.reason(),
            upkeep.latest());
  }

  private static @Nullable Object key(Path path) throws IOException {
    return Files.exists(path)
        ? Files.readAttributes(path, java.nio.file.attribute.BasicFileAttributes.class).fileKey()
        : null;
  }
}
