package trader.venues.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.control.InstrumentId;
import trader.engine.core.MarketEvent;
import trader.venues.FrameReader;
import trader.venues.MarketFeed;
import trader.venues.VenueRuntime;

/**
 * The life of a venue's market data: time, rules, then past bars, then the stream. After a lost
 * connection the bars that closed meanwhile, and the one in which it was lost, come as past bars
 * before the stream goes on; the bar in which it goes on comes as a past bar once it is over. Rules
 * that change are told again.
 */
public final class FeedLife implements MarketFeed {
  private static final Logger LOG = LoggerFactory.getLogger(FeedLife.class);
  private static final long SHORTEST_WATCH_MILLIS = 50;

  /** What is a venue's own. */
  public interface Dialect {
    /** Reads the venue's time; {@code done} gets why that failed, empty where it did not. */
    void readTime(Consumer<String> done);

    /** Reads the rules and tells what is new; {@code done} gets why not all are known, or empty. */
    void readRules(Consumer<String> done);

    /** The first connection is about to be made. */
    default void connecting() {}

    /** Connected: subscribes where the address does not do it. */
    void opened(Channel channel);

    /** Why the stream may not go on yet, empty where it may. */
    default String hindrance() {
      return "";
    }
  }

  /**
   * How it goes.
   *
   * @param heartbeats whether the venue sends something all the time, so that silence means loss
   * @param settling how long after its end the venue is asked for a bar
   */
  public record Plan(
      List<InstrumentId> instruments,
      URI stream,
      Timings timings,
      boolean heartbeats,
      Duration settling) {
    /** Throws {@link IllegalArgumentException} where there are no instruments. */
    public Plan {
      instruments = List.copyOf(instruments);
      if (instruments.isEmpty()) {
        throw new IllegalArgumentException(
            "no instruments: name at least one, e.g. BTCUSDT.BINANCE");
      }
    }
  }

  private final Plan plan;
  private final VenueRuntime runtime;
  private final MissingBars bars;
  private final FrameReader frames;
  private final Dialect dialect;
  private final SocketLink link;
  private final FeedStart start;
  private final List<byte[]> held = new ArrayList<>();
  private byte[] scratch = new byte[4096];
  private boolean live;
  private boolean flowing;
  private boolean closed;
  private long lastEventMicros;
  private long heardMicros;
  private @Nullable ScheduledFuture<?> watch;

  /** Nothing is connected before {@link #start}. */
  public FeedLife(
      Plan plan,
      VenueRuntime runtime,
      RateLimits limits,
      PastBars pastBars,
      FrameReader frames,
      Dialect dialect) {
    this.plan = plan;
    this.runtime = runtime;
    this.bars = new MissingBars(plan.instruments(), pastBars, plan.settling(), runtime);
    this.frames = frames;
    this.dialect = dialect;
    Timings timings = plan.timings();
    this.link =
        new SocketLink("market", plan.stream(), runtime, limits, timings, new LinkListener());
    this.start =
        new FeedStart(
            plan.instruments(),
            timings,
            runtime,
            dialect,
            this::connect,
            why -> status(false, why));
  }

  @Override
  public void start() {
    if (watch == null && plan.heartbeats()) {
      long often = Math.max(SHORTEST_WATCH_MILLIS, plan.timings().silence().toMillis() / 4);
      watch = runtime.loop().scheduleAtFixedRate(this::watch, often, often, TimeUnit.MILLISECONDS);
    }
    start.begin();
  }

  private void connect() {
    dialect.connecting();
    link.open();
  }

  private void status(boolean up, String why) {
    for (InstrumentId instrument : plan.instruments()) {
      runtime.sink().accept(new MarketEvent.FeedStatus(runtime.now(), instrument, up, why));
    }
  }

  private void watch() {
    long silence = plan.timings().silence().toNanos() / 1_000;
    if (live && runtime.now() - heardMicros > silence) {
      link.reconnect("not even a heartbeat for " + silence / 1_000 + " ms");
    }
  }

  /** Reads the rules again, now: they may not be the venue's any more. */
  public void refreshRules() {
    start.refresh();
  }

  /** Whether the stream flows. */
  public boolean isLive() {
    return live;
  }

  /** The open connection, null where there is none. */
  public @Nullable Channel channel() {
    return link.channel();
  }

  /** Drops the connection and makes another. */
  public void reconnect(String why) {
    link.reconnect(why);
  }

  /** A frame of the stream has become an event. */
  public void market(MarketEvent event) {
    if (!flowing) {
      // Not earlier: a subscription that the venue refuses must not be asked for ever faster.
      flowing = true;
      link.established();
    }
    lastEventMicros = event.atMicros();
    runtime.sink().accept(event);
  }

  /** Reads a frame of the stream, or of another connection beside it, while the stream flows. */
  public void take(ByteBuf frame) {
    int length = frame.readableBytes();
    if (length > scratch.length) {
      scratch = new byte[2 * length];
    }
    frame.readBytes(scratch, 0, length);
    frames.read(scratch, length);
  }

  /** Reads the bars that are missing while the stream waits, then lets it go on. */
  private void catchUp(Channel channel) {
    channel.config().setAutoRead(false);
    bars.read(
        () -> isCurrent(channel),
        why -> {
          if (why.isEmpty()) {
            goLive(channel);
          } else {
            link.reconnect("past bars cannot be read: " + why);
          }
        });
  }

  private boolean isCurrent(Channel channel) {
    return !closed && Objects.equals(link.channel(), channel);
  }

  private void goLive(Channel channel) {
    String hindrance = dialect.hindrance();
    if (!hindrance.isEmpty()) {
      link.reconnect(hindrance);
      return;
    }
    LOG.info("market data of {} flows", plan.instruments());
    status(true, "connected");
    live = true;
    lastEventMicros = runtime.now();
    heardMicros = lastEventMicros;
    for (byte[] frame : held) {
      frames.read(frame, frame.length);
    }
    held.clear();
    bars.completeRunning(() -> live && isCurrent(channel));
    channel.config().setAutoRead(true);
  }

  @Override
  public void close() {
    closed = true;
    start.close();
    bars.close();
    if (watch != null) {
      watch.cancel(false);
    }
    link.close();
  }

  private final class LinkListener implements SocketLink.Listener {
    @Override
    public void opened(Channel channel) {
      dialect.opened(channel);
      catchUp(channel);
    }

    @Override
    public void text(ByteBuf frame) {
      runtime.metrics().frameReceived();
      heardMicros = runtime.now();
      if (live) {
        take(frame);
      } else {
        byte[] copy = new byte[frame.readableBytes()];
        frame.readBytes(copy);
        held.add(copy);
      }
    }

    @Override
    public void closed(String why) {
      held.clear();
      flowing = false;
      if (live) {
        live = false;
        bars.since(lastEventMicros);
      }
      status(false, why);
    }
  }
}
