package trader.redis.lettuce;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.control.Acknowledgement;
import trader.control.Alert;
import trader.redis.AuditDraft;
import trader.redis.AuditLog;
import trader.redis.Call;
import trader.redis.EngineExposure;
import trader.redis.EnginePublication;
import trader.redis.EquitySample;
import trader.redis.Json;
import trader.redis.Keys;
import trader.redis.RedisAddress;
import trader.redis.RedisRefusedException;
import trader.redis.StoreUnavailableException;
import trader.redis.lettuce.Outbox.Item;

/**
 * What an engine writes to Redis, without ever waiting for it: callers only leave things behind,
 * one thread writes them, acknowledgements first. While Redis is away things wait in bounded number
 * and only the latest state is kept. A write whose answer was lost is repeated, so an
 * acknowledgement or alert may appear twice.
 */
public final class EnginePublisher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EnginePublisher.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final Duration RETRY = Duration.ofMillis(50);
  private static final Duration FAREWELL = Duration.ofSeconds(1);

  /** How far back an audit entry is looked for whose answer was lost. */
  private static final int AUDIT_LOOK_BACK = 50;

  private final Outbox outbox = new Outbox();
  private final LettuceWire wire;
  private final AuditLog audit;
  private final InstantSource clock;
  private final String name;
  private final Thread writer;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private final AtomicLong sampledMinute = new AtomicLong(Long.MIN_VALUE);
  private volatile Consumer<List<EngineExposure>> exposures = _ -> {};
  private boolean away;
  private boolean auditUncertain;
  private long auditedGap;

  private EnginePublisher(RedisAddress address, String name, InstantSource clock) {
    this.wire = new LettuceWire(address, name, TIMEOUT);
    this.audit = new AuditLog(wire);
    this.clock = clock;
    this.name = name;
    this.writer = Thread.ofPlatform().daemon().name("engine-publisher").unstarted(this::run);
  }

  /**
   * Starts the writing thread, whether or not Redis can be reached.
   *
   * @param name the name under which {@code CLIENT LIST} and the audit show it, e.g. {@code
   *     engine-blue}
   */
  public static EnginePublisher start(RedisAddress address, String name, InstantSource clock) {
    EnginePublisher publisher = new EnginePublisher(address, name, clock);
    publisher.writer.start();
    return publisher;
  }

  /**
   * Publishes the state; one that is not yet written is replaced. Of the active engine's states the
   * first of a minute goes to {@link Keys#HISTORY} besides.
   */
  public void publish(EnginePublication publication) {
    if (publication.active()) {
      EquitySample sample = EquitySample.of(publication.state());
      if (sampledMinute.getAndAccumulate(sample.minute(), Math::max) < sample.minute()) {
        outbox.put(new Item.Sample(sample));
      }
    }
    outbox.put(new Item.State(publication));
  }

  /**
   * Says to {@code listener} what the other engines have published, after each publication that has
   * an exposure of its own; on the writing thread.
   */
  public void exposuresTo(Consumer<List<EngineExposure>> listener) {
    exposures = listener;
  }

  /** Appends to {@link Keys#ENGINE_ACKS}, before anything else that waits. */
  public void acknowledge(Acknowledgement acknowledgement) {
    outbox.put(new Item.Ack(acknowledgement));
  }

  /** Appends to {@link Keys#ALERTS}. */
  public void alert(Alert alert) {
    outbox.put(new Item.Alarm(alert));
  }

  /** Appends to the audit. */
  public void audit(AuditDraft draft) {
    outbox.put(new Item.Audit(draft));
  }

  /** What it has done since its start, for metrics. */
  public PublisherCounters counters() {
    return new PublisherCounters(
        written.get(),
        refused.get(),
        failures.get(),
        outbox.size(),
        outbox.dropped(Outbox.Kind.ACKNOWLEDGEMENT),
        outbox.dropped(Outbox.Kind.ALERT),
        outbox.dropped(Outbox.Kind.AUDIT));
  }

  /** Writes what waits, for a second at most, and stops. */
  @Override
  public void close() {
    closing.set(true);
    try {
      writer.join(FAREWELL);
      writer.interrupt();
      writer.join(FAREWELL);
    } catch (InterruptedException e) {
      writer.interrupt();
      Thread.currentThread().interrupt();
    }
    wire.close();
  }

  private void run() {
    try {
      while (true) {
        Item item = outbox.next(RETRY);
        if (item != null) {
          attempt(item);
        } else if (closing.get()) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void attempt(Item item) throws InterruptedException {
    try {
      write(item);
      outbox.done(item);
      written.incrementAndGet();
      if (away) {
        away = false;
        LOG.info("Redis takes what this engine writes again");
      }
    } catch (RedisRefusedException e) {
      if (e.passes()) {
        failed(e);
      } else {
        refused.incrementAndGet();
        outbox.done(item);
        LOG.error("not written, and not tried again: {}", e.getMessage());
      }
    } catch (StoreUnavailableException e) {
      auditUncertain |= item instanceof Item.Audit;
      failed(e);
    } catch (RuntimeException e) {
      refused.incrementAndGet();
      outbox.done(item);
      LOG.error("not written, and not tried again: {}", item.kind(), e);
    }
  }

  private void failed(StoreUnavailableException e) throws InterruptedException {
    failures.incrementAndGet();
    if (!away) {
      away = true;
      LOG.warn("what this engine writes has to wait: {}", e.getMessage());
    }
    Thread.sleep(RETRY);
  }

  private void write(Item item) {
    switch (item) {
      case Item.Ack(Acknowledgement acknowledgement) ->
          append(Keys.ENGINE_ACKS, Keys.ACKS_MAX, acknowledgement);
      case Item.Alarm(Alert alert) -> append(Keys.ALERTS, Keys.ALERTS_MAX, alert);
      case Item.Audit(AuditDraft draft) -> {
        appendGap();
        appendAudit(draft);
      }
      case Item.Sample(EquitySample sample) -> append(Keys.HISTORY, Keys.HISTORY_MAX, sample);
      case Item.State(EnginePublication publication) -> {
        List<EngineExposure> others = publication.others(wire.sendAll(publication.calls()));
        if (publication.exposure().isPresent()) {
          exposures.accept(others);
        }
      }
    }
  }

  private void append(String stream, int max, Object value) {
    wire.send(Call.append(stream, max, Json.write(value)));
  }

  /** Entries that had to be dropped leave their number, so that the audit does not look whole. */
  private void appendGap() {
    long dropped = outbox.dropped(Outbox.Kind.AUDIT);
    if (dropped > auditedGap) {
      appendAudit(
          new AuditDraft(
              clock.instant(),
              "",
              name,
              "engine",
              "audit gap",
              "Redis was away too long",
              Optional.empty(),
              Optional.empty(),
              "lost",
              (dropped - auditedGap) + " entries were dropped"));
      auditedGap = dropped;
    }
  }

  private void appendAudit(AuditDraft draft) {
    if (auditUncertain) {
      List<AuditDraft> tail =
          audit.tail(AUDIT_LOOK_BACK).stream().map(entry -> entry.draft()).toList();
      auditUncertain = false;
      if (tail.contains(draft)) {
        return;
      }
    }
    audit.append(draft);
  }
}
