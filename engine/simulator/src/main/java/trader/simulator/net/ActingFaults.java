package trader.simulator.net;

import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.simulator.faults.FaultPlan;

/**
 * The faults of a venue that act by themselves: begun and ended when their time comes. What is the
 * same everywhere, the venue's clock and a second user at the account, is done here; the rest is
 * the venue's.
 */
public final class ActingFaults {
  private static final Logger LOG = LoggerFactory.getLogger(ActingFaults.class);

  /** What a venue does about faults that act by themselves. */
  public interface Venue {
    /**
     * Refuses a fault that could not be acted out.
     *
     * @throws IllegalArgumentException naming what is wrong and what is allowed
     */
    default void check(Fault fault) {}

    /** Acts one out; what this venue does not have, it says and leaves. */
    void begin(Fault fault);

    /** Undoes one that lasted for a time. */
    void end(Fault fault);

    /** The second user of an account does one thing. */
    void byHand(Fault fault);
  }

  private static final class ByHand {
    private final long everyMicros;
    private final long untilMicros;
    private long nextMicros;
    private int left;

    ByHand(Fault fault, long nowMicros) {
      everyMicros = Math.max(1, fault.number("everyMs", 100)) * 1_000;
      untilMicros = fault.lasts().map(d -> nowMicros + d.toNanos() / 1_000).orElse(Long.MAX_VALUE);
      nextMicros = nowMicros;
      left = fault.count() > 0 ? fault.count() : fault.lasts().isPresent() ? Integer.MAX_VALUE : 1;
    }
  }

  private record Drift(long fromMicros, long ppm) {}

  private final FaultPlan plan;
  private final VenueClock clock;
  private final Venue venue;
  private final Map<Fault, ByHand> byHand = new LinkedHashMap<>();
  private final Map<Fault, Drift> drifts = new LinkedHashMap<>();

  /** Those of a plan. */
  public ActingFaults(FaultPlan plan, VenueClock clock, Venue venue) {
    this.plan = plan;
    this.clock = clock;
    this.venue = venue;
  }

  /** All faults, those too that wait for what passes by. */
  public FaultPlan plan() {
    return plan;
  }

  /**
   * Adds a fault, whose time counts from now, and returns its id.
   *
   * @throws IllegalArgumentException for one that could not be acted out
   */
  public long add(Fault fault) {
    boolean lasting =
        fault.kind() == FaultKind.MAINTENANCE || fault.kind() == FaultKind.CLOCK_DRIFT;
    if (lasting && fault.lasts().isEmpty()) {
      throw new IllegalArgumentException(
          fault.kind().code() + " needs \"for\", how long it lasts, such as 30s");
    }
    venue.check(fault);
    long id = plan.add(fault, clock.wallMicros());
    onTick();
    return id;
  }

  /** Takes one away and undoes it; nothing happens where there is none. */
  public void remove(long id) {
    plan.remove(id).filter(fault -> fault.kind().actsByItself()).ifPresent(this::end);
  }

  /** Takes all away, undoes those that last, and sets the clock right. */
  public void clear() {
    plan.list().forEach(state -> remove(state.id()));
    byHand.clear();
    drifts.clear();
    clock.offsetMicros(0);
  }

  /** Acts on what has begun or ended since the last call. */
  public void onTick() {
    if (plan.isEmpty() && byHand.isEmpty()) {
      return;
    }
    long now = clock.wallMicros();
    plan.beginning(now).forEach(this::begin);
    drifts.forEach(
        (fault, drift) -> clock.offsetMicros((now - drift.fromMicros()) * drift.ppm() / 1_000_000));
    byHand.forEach((fault, hand) -> trade(fault, hand, now));
    byHand.values().removeIf(hand -> hand.left <= 0);
    plan.ending(now).forEach(this::end);
  }

  private void trade(Fault fault, ByHand hand, long now) {
    while (hand.left > 0 && hand.nextMicros <= now) {
      if (hand.nextMicros >= hand.untilMicros) {
        hand.left = 0;
        return;
      }
      hand.nextMicros += hand.everyMicros;
      hand.left--;
      venue.byHand(fault);
    }
  }

  private void begin(Fault fault) {
    LOG.info("fault begins: {} on {} {}", fault.kind().code(), fault.target(), fault.with());
    long now = clock.wallMicros();
    switch (fault.kind()) {
      case CLOCK_OFFSET -> clock.offsetMicros(fault.number("ms", 0) * 1_000);
      case CLOCK_DRIFT -> drifts.put(fault, new Drift(now, fault.number("ppm", 1_000)));
      case MANUAL_TRADING -> byHand.put(fault, new ByHand(fault, now));
      case DROP_STREAM,
          SERVER_SHUTDOWN,
          MAINTENANCE,
          HALT,
          FILTER_CHANGE,
          FUNDING,
          MARK_PRICE,
          LIQUIDATION ->
          venue.begin(fault);
      case LATENCY,
          LATE_ANSWER,
          LOST_REQUEST,
          LOST_ANSWER,
          ERROR,
          TOO_MANY_REQUESTS,
          BAN,
          REFUSE_CONNECT,
          SILENT_STREAM,
          DUPLICATE_REPORT,
          REORDER_REPORT,
          MISSING_REPORT,
          LATE_REPORT,
          DEPTH_GAP ->
          throw new IllegalStateException(fault.kind() + " does not act by itself");
    }
  }

  private void end(Fault fault) {
    LOG.info("fault ends: {} on {}", fault.kind().code(), fault.target());
    switch (fault.kind()) {
      case CLOCK_OFFSET -> clock.offsetMicros(0);
      case CLOCK_DRIFT -> {
        drifts.remove(fault);
        clock.offsetMicros(0);
      }
      case MANUAL_TRADING -> byHand.remove(fault);
      default -> venue.end(fault);
    }
  }
}
