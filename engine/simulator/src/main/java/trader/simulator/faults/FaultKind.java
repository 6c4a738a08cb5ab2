package trader.simulator.faults;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What can go wrong, by its name in a faults file, with the fields that it takes. */
public enum FaultKind {
  /** A request waits before it is executed. */
  LATENCY("latency", "ms,jitterMs"),
  /** An answer waits after its request was executed. */
  LATE_ANSWER("late-answer", "ms,jitterMs"),
  /** A request is never executed and never answered. */
  LOST_REQUEST("lost-request", "silent"),
  /** A request is executed and never answered. */
  LOST_ANSWER("lost-answer", "silent"),
  /** A request is answered with an error, executed or not. */
  ERROR("error", "status,code,msg,executed"),
  /** A request is refused with 429. */
  TOO_MANY_REQUESTS("too-many-requests", "retryAfter"),
  /** The address is banned, 418. */
  BAN("ban", "retryAfter"),
  /** WebSocket connects are refused. */
  REFUSE_CONNECT("refuse-connect", "status"),
  /** Open connections that carry a stream are cut. */
  DROP_STREAM("drop-stream", "close"),
  /** A stream falls silent, its connection stays open. */
  SILENT_STREAM("silent-stream", ""),
  /** A user event is sent twice. */
  DUPLICATE_REPORT("duplicate-report", ""),
  /** A user event is sent after the one that follows it. */
  REORDER_REPORT("reorder-report", ""),
  /** A user event is never sent. */
  MISSING_REPORT("missing-report", ""),
  /** A user event is sent late. */
  LATE_REPORT("late-report", "ms"),
  /** A difference of the book is never sent. */
  DEPTH_GAP("depth-gap", ""),
  /** The venue's clock is off. */
  CLOCK_OFFSET("clock-offset", "ms"),
  /** Every connection is told that the server goes, and closed soon after. */
  SERVER_SHUTDOWN("server-shutdown", "ms"),
  /** The venue's clock runs fast, or slow with a negative rate; needs a time. */
  CLOCK_DRIFT("clock-drift", "ppm"),
  /** Nothing is served and nobody may connect; needs a time. */
  MAINTENANCE("maintenance", "ms"),
  /** A second user trades the account by hand, once or for a time. */
  MANUAL_TRADING("manual-trading", "account,everyMs,side,type,quantity,price,cancels"),
  /** Funding is exchanged on a perpetual now. */
  FUNDING("funding", "rate"),
  /** Positions are valued at another price, for a time or for good. */
  MARK_PRICE("mark-price", "price"),
  /** The venue closes the account's positions as if margin did not cover them. */
  LIQUIDATION("liquidation", "account"),
  /** A symbol stops trading. */
  HALT("halt", "status"),
  /** A filter of a symbol changes. */
  FILTER_CHANGE(
      "filter-change",
      "filter,orderTypes,minPrice,maxPrice,tickSize,minQty,maxQty,stepSize,minNotional,maxNotional,"
          + "notional,maxNumOrders,maxNumAlgoOrders,limit,bidMultiplierUp,bidMultiplierDown,"
          + "askMultiplierUp,askMultiplierDown,multiplierUp,multiplierDown,minTrailingAboveDelta,"
          + "maxTrailingAboveDelta,minTrailingBelowDelta,maxTrailingBelowDelta");

  private static final Pattern COMMA = Pattern.compile(",");

  private final String code;
  private final String fields;

  FaultKind(String code, String fields) {
    this.code = code;
    this.fields = fields;
  }

  /** The name in a faults file. */
  public String code() {
    return code;
  }

  /** The fields beyond those that every fault has. */
  public Set<String> fields() {
    return fields.isEmpty() ? Set.of() : Set.of(COMMA.split(fields));
  }

  /** Whether it acts by itself when its time comes, rather than on what passes by. */
  public boolean actsByItself() {
    return switch (this) {
      case DROP_STREAM,
          CLOCK_OFFSET,
          CLOCK_DRIFT,
          SERVER_SHUTDOWN,
          MAINTENANCE,
          MANUAL_TRADING,
          FUNDING,
          MARK_PRICE,
          LIQUIDATION,
          HALT,
          FILTER_CHANGE ->
          true;
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
          false;
    };
  }

  /**
   * The kind of a name.
   *
   * @throws IllegalArgumentException naming all kinds when there is none
   */
  public static FaultKind of(String code) {
    List<String> all = Arrays.stream(values()).map(FaultKind::code).toList();
    int index = all.indexOf(code);
    if (index < 0) {
      throw new IllegalArgumentException("no fault is called '" + code + "'; there are " + all);
    }
    return values()[index];
  }
}
