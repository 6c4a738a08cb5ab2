package trader.engine.core;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import trader.control.Account;
import trader.control.ControlLever;
import trader.control.FeeTotal;
import trader.control.InstrumentId;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.OrderState;
import trader.engine.core.orders.ProposedEntry;

/**
 * Everything that must outlive a process, as values.
 *
 * @param session the session that wrote it; 0 where there was none
 * @param orderCount how many client order ids that session has derived
 * @param proposals entries that wait for a person
 * @param proposalCount how many that session has proposed
 * @param seenCommands commands that were acted on, oldest first
 * @param starts what was found at the latest starts
 * @param elsewhere what the desk's other engines have deployed
 */
public record Checkpoint(
    long session,
    long orderCount,
    Map<ControlLever, LeverRecord> levers,
    List<OrderRecord> orders,
    List<PositionRecord> positions,
    List<LedgerRecord> ledgers,
    List<RunningBar> bars,
    List<ProposedEntry> proposals,
    long proposalCount,
    List<String> seenCommands,
    Starts starts,
    Elsewhere elsewhere) {

  /** Copies the collections; their order stays, so that the same checkpoint is the same text. */
  public Checkpoint {
    Map<ControlLever, LeverRecord> ordered = new EnumMap<>(ControlLever.class);
    ordered.putAll(levers);
    levers = Collections.unmodifiableMap(ordered);
    orders = List.copyOf(orders);
    positions = List.copyOf(positions);
    ledgers = List.copyOf(ledgers);
    bars = List.copyOf(bars);
    proposals = List.copyOf(proposals);
    seenCommands = List.copyOf(seenCommands);
    // Journals of versions that had neither are read too.
    starts = starts == null ? new Starts(0, 0) : starts;
    elsewhere = elsewhere == null ? new Elsewhere(0, List.of()) : elsewhere;
  }

  /** A checkpoint that knows of no earlier starts and of no other engines. */
  public Checkpoint(
      long session,
      long orderCount,
      Map<ControlLever, LeverRecord> levers,
      List<OrderRecord> orders,
      List<PositionRecord> positions,
      List<LedgerRecord> ledgers,
      List<RunningBar> bars,
      List<ProposedEntry> proposals,
      long proposalCount,
      List<String> seenCommands) {
    this(
        session,
        orderCount,
        levers,
        orders,
        positions,
        ledgers,
        bars,
        proposals,
        proposalCount,
        seenCommands,
        new Starts(0, 0),
        new Elsewhere(0, List.of()));
  }

  /** What a fresh engine starts from. */
  public static Checkpoint none() {
    return new Checkpoint(
        0, 0, Map.of(), List.of(), List.of(), List.of(), List.of(), List.of(), 0, List.of());
  }

  /**
   * A lever as the engine obeys it.
   *
   * @param epoch the newest grant that was obeyed
   */
  public record LeverRecord(String value, long epoch, long sinceMicros, String why) {}

  /**
   * An order and how far it has come.
   *
   * @param ending how the venue ended it while fills that it names were not booked yet
   */
  public record OrderRecord(
      NewOrder order,
      OrderState state,
      @Nullable String venueOrderId,
      BigDecimal filledQty,
      BigDecimal filledQuote,
      List<String> tradeIds,
      @Nullable Ending ending) {

    /** How much may still be booked as filled, in the base asset. */
    public BigDecimal openQty() {
      return (ending == null ? order.qty() : ending.executedQty).subtract(filledQty);
    }
  }

  /**
   * What the first comparison with the venue found at the latest starts.
   *
   * @param session the newest session that is counted
   * @param adopting how many starts in a row, that session's the last, found orders at the venue
   *     that had been on their way when the session before ended
   */
  public record Starts(long session, int adopting) {}

  /**
   * What the desk's other engines have deployed, as last read of each.
   *
   * @param session the newest session in which that was read
   */
  public record Elsewhere(long session, List<OtherEngine> engines) {
    /** Copies the list. */
    public Elsewhere {
      engines = List.copyOf(engines);
    }
  }

  /** The venue has ended an order of which it had executed that much, in the base asset. */
  public record Ending(OrderState.Trigger by, BigDecimal executedQty) {}

  /**
   * The bar that is being built of an instrument.
   *
   * @param bar as far as it has come
   * @param flowingSinceMicros since when every trade has been seen; {@link Long#MAX_VALUE} where
   *     the stream is down
   */
  public record RunningBar(InstrumentId instrument, Bar bar, long flowingSinceMicros) {}

  /**
   * A position: what is held and what it cost.
   *
   * @param qty in the base asset; negative for a short in a perpetual
   * @param fundedMicros the venue's time of the newest funding payment that is booked; 0 for none
   * @param trace the decision that it comes from; empty where nothing is held or none is known
   * @param entered what the quantity is worth at the prices it was entered at, without fees, in the
   *     quote asset
   */
  public record PositionRecord(
      Account account,
      InstrumentId instrument,
      BigDecimal qty,
      BigDecimal cost,
      String strategy,
      long openedMicros,
      @Nullable BigDecimal stopDistance,
      @Nullable String lastTradeId,
      long fundedMicros,
      String trace,
      BigDecimal entered) {

    /** Reads what earlier versions wrote, too: they had no traces, and knew the cost only. */
    public PositionRecord {
      trace = trace == null ? "" : trace;
      entered = entered == null ? cost : entered;
    }

    /** A position on which no funding, and of which no decision is known. */
    public PositionRecord(
        Account account,
        InstrumentId instrument,
        BigDecimal qty,
        BigDecimal cost,
        String strategy,
        long openedMicros,
        @Nullable BigDecimal stopDistance,
        @Nullable String lastTradeId) {
      this(
          account,
          instrument,
          qty,
          cost,
          strategy,
          openedMicros,
          stopDistance,
          lastTradeId,
          0,
          "",
          cost);
    }
  }

  /**
   * An account's money and the figures of the day.
   *
   * @param day the UTC day since the epoch
   * @param dayPeak the day's highest equity
   * @param dayStart the equity with which the day began
   * @param sinceMicros when the account was first read
   * @param fees of the day by asset, sorted by asset
   * @param feesOutside what of the day's fees was taken from what the equity does not count
   * @param foreign what the account holds of each asset besides what we bought
   */
  public record LedgerRecord(
      Account account,
      BigDecimal cash,
      BigDecimal equityPeak,
      long day,
      BigDecimal dayPeak,
      BigDecimal dayStart,
      BigDecimal realizedToday,
      BigDecimal feesToday,
      List<FeeTotal> fees,
      BigDecimal feesOutside,
      long sinceMicros,
      Map<String, BigDecimal> foreign) {
    /** Copies the list, and the map in its order. */
    public LedgerRecord {
      fees = List.copyOf(fees);
      foreign = Collections.unmodifiableMap(new LinkedHashMap<>(foreign));
    }
  }
}
