package trader.engine.core;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trader.control.ControlLever;
import trader.control.InstrumentId;
import trader.control.Reason;
import trader.engine.core.orders.Side;

/** What operators, the process and time do to the core. */
public sealed interface ControlEvent extends Event {

  /** The first event of a session: what the core is to be. */
  record Configured(long atMicros, CoreSettings settings) implements ControlEvent {}

  /** The second event of a session: what earlier sessions left. */
  record Restored(long atMicros, Checkpoint checkpoint) implements ControlEvent {}

  /**
   * A reading of the control levers.
   *
   * @param seenMicros when the reading began, for the time that a halt took
   * @param ticket the gate's ticket for a lowering that was put into force ahead of this event; 0
   *     for none
   */
  record ControlRead(
      long atMicros, long seenMicros, long ticket, Map<ControlLever, LeverReading> levers)
      implements ControlEvent {
    /** Copies the map, in the order of the levers. */
    public ControlRead {
      Map<ControlLever, LeverReading> ordered = new EnumMap<>(ControlLever.class);
      ordered.putAll(levers);
      levers = Collections.unmodifiableMap(ordered);
    }
  }

  /**
   * One lever as it was read.
   *
   * @param raw the text, null where the key is missing
   */
  record LeverReading(@Nullable String raw, Optional<Desk> desk) {}

  /**
   * The desk's word on a lever.
   *
   * @param granted whether it carries a signature that verifies
   */
  record Desk(
      String value,
      long epoch,
      String commandId,
      String actor,
      String reason,
      Instant issuedAt,
      boolean granted) {}

  /** The control plane cannot be read since {@code sinceMicros}. */
  record ControlLost(long atMicros, long sinceMicros, String why) implements ControlEvent {}

  /**
   * The kill switch was thrown at this process: by its HTTP endpoint, a signal, or a rail.
   *
   * @param ticket the gate's ticket, as in {@link ControlRead}
   */
  record Killed(
      long atMicros,
      long seenMicros,
      long ticket,
      String commandId,
      Reason reason,
      String actor,
      String why)
      implements ControlEvent {}

  /**
   * The levels of a {@link Action.SetGate} are in force and the sends they forbid have left.
   *
   * @param micros how long that took from the reading that caused it
   */
  record GateDrained(long atMicros, long change, long micros) implements ControlEvent {}

  /** An operator asks to close a position, or all. */
  record CloseRequested(
      long atMicros,
      String commandId,
      Optional<InstrumentId> instrument,
      String actor,
      String reason,
      Instant issuedAt)
      implements ControlEvent {}

  /** An operator asks to compare with the venue. */
  record ReconcileRequested(long atMicros, String commandId, String actor)
      implements ControlEvent {}

  /**
   * A person approves a proposed entry.
   *
   * @param granted whether it carries a signature that verifies
   */
  record ApproveRequested(
      long atMicros,
      String commandId,
      String proposal,
      String actor,
      String reason,
      Instant issuedAt,
      boolean granted)
      implements ControlEvent {}

  /** A person rejects a proposed entry. */
  record RejectRequested(
      long atMicros, String commandId, String proposal, String actor, String reason)
      implements ControlEvent {}

  /**
   * An operator asks to take a position that is not ours into the books, and protect it. What it
   * holds beyond {@code qty} stays foreign.
   *
   * @param qty how much of it, in the base asset; empty for all
   * @param stopPrice where its stop belongs; empty for the default distance
   */
  record ImportPosition(
      long atMicros,
      String commandId,
      InstrumentId instrument,
      Optional<BigDecimal> qty,
      Optional<BigDecimal> stopPrice,
      String actor,
      String reason,
      Instant issuedAt)
      implements ControlEvent {}

  /**
   * An operator asks for an order: to buy so much within every rail, or to sell a position whole.
   *
   * @param qty in the base asset; empty where {@code quote} says it, or all is to be sold
   * @param quote the same by its worth in the quote asset
   * @param toApprove whether a purchase is only proposed, for a person to approve
   */
  record OrderRequested(
      long atMicros,
      String commandId,
      InstrumentId instrument,
      Side side,
      Optional<BigDecimal> qty,
      Optional<BigDecimal> quote,
      boolean toApprove,
      String actor,
      String reason,
      Instant issuedAt)
      implements ControlEvent {}

  /** The process is about to end: entries are cancelled, stops stay. */
  record Stopping(long atMicros, String why) implements ControlEvent {}

  /**
   * The registry of orders and positions was audited.
   *
   * @param violations how many of its rows are not as they must be; none lets new risk in again
   * @param why the first of them in words
   */
  record Audited(long atMicros, int violations, String why) implements ControlEvent {}

  /**
   * What the desk's other engines have deployed, as one read of Redis found it. One that is not in
   * the list has not retired: its last word stands.
   */
  record ExposureRead(long atMicros, List<OtherEngine> engines) implements ControlEvent {
    /** Copies the list. */
    public ExposureRead {
      engines = List.copyOf(engines);
    }
  }

  /** Something that pauses trading until a person resumes it. */
  record Escalated(long atMicros, Reason reason, String why) implements ControlEvent {}

  /** Time has passed. Comes at least every 100 ms. */
  record Tick(long atMicros) implements ControlEvent {}

  /**
   * What a core is made of.
   *
   * @param color first letter is part of every client order id
   * @param session a number that no earlier session of this color had
   * @param dryRunBlocks whether dry run forbids the live account: the venue is a real exchange and
   *     live trading is not enabled
   * @param execPaper whether strategies trade the paper account whatever the mode
   * @param tradingEnabled whether the environment lets the live account trade at all
   * @param paperCash what a fresh paper account holds, in the quote asset
   * @param protection how positions are protected
   */
  record CoreSettings(
      trader.control.Color color,
      long session,
      String quoteAsset,
      List<InstrumentId> instruments,
      long barMicros,
      boolean dryRunBlocks,
      boolean execPaper,
      boolean tradingEnabled,
      BigDecimal paperCash,
      RiskLimits limits,
      Protection protection) {
    /** Copies the list. */
    public CoreSettings {
      instruments = List.copyOf(instruments);
      // Journals of versions that had no such settings are read too.
      protection = protection == null ? Protection.standard() : protection;
    }

    /** A core with the standard protection. */
    public CoreSettings(
        trader.control.Color color,
        long session,
        String quoteAsset,
        List<InstrumentId> instruments,
        long barMicros,
        boolean dryRunBlocks,
        boolean execPaper,
        boolean tradingEnabled,
        BigDecimal paperCash,
        RiskLimits limits) {
      this(
          color,
          session,
          quoteAsset,
          instruments,
          barMicros,
          dryRunBlocks,
          execPaper,
          tradingEnabled,
          paperCash,
          limits,
          Protection.standard());
    }
  }

  /**
   * How positions are protected.
   *
   * @param repair whether the stop validator places stops that are missing; where not, it only
   *     alerts, and halts once the budget is spent
   * @param repairBudget how many stops of one position may be missing or not kept within the window
   *     before new risk is stopped
   * @param repairWindowMicros how long one of them counts
   * @param triggeredMicros how long a stop that was triggered may be unfilled before the position
   *     is sold at the market
   * @param takeProfitMultiple where profit is taken: that many times the stop's distance above the
   *     entry; zero for nowhere
   * @param maxOrdersPerPosition how many orders one position or decision may cause within the
   *     window before new risk is stopped
   * @param orderWindowMicros how long one of them counts
   * @param lostMicros after what time a stop that is not answered is asked for, and one that the
   *     venue then does not know is taken for lost and placed anew; a second one beside it does no
   *     harm, since coins are locked once and contracts only reduced
   */
  record Protection(
      boolean repair,
      int repairBudget,
      long repairWindowMicros,
      long triggeredMicros,
      BigDecimal takeProfitMultiple,
      int maxOrdersPerPosition,
      long orderWindowMicros,
      long lostMicros) {
    private static final long USUALLY_LOST_MICROS = 300_000;

    /** Reads what earlier versions wrote, too: they had one grace for all orders. */
    public Protection {
      lostMicros = lostMicros <= 0 ? USUALLY_LOST_MICROS : lostMicros;
    }

    /** A protection that asks for its stops after the usual time. */
    public Protection(
        boolean repair,
        int repairBudget,
        long repairWindowMicros,
        long triggeredMicros,
        BigDecimal takeProfitMultiple,
        int maxOrdersPerPosition,
        long orderWindowMicros) {
      this(
          repair,
          repairBudget,
          repairWindowMicros,
          triggeredMicros,
          takeProfitMultiple,
          maxOrdersPerPosition,
          orderWindowMicros,
          USUALLY_LOST_MICROS);
    }

    /** What holds where nothing else is set. */
    public static Protection standard() {
      return new Protection(true, 5, 600_000_000, 3_000_000, BigDecimal.ZERO, 50, 60_000_000);
    }
  }

  /**
   * The limits that no order passes.
   *
   * @param maxNotionalPerOrder in the quote asset
   * @param maxTotalNotional of all positions and working entries together, in the quote asset
   * @param maxDailyDrawdown fraction of the day's equity peak, e.g. 0.03
   * @param priceCollar greatest distance of a limit price from the last price, as a fraction
   * @param maxOrdersPerSecond orders of strategies within any second
   * @param riskPerTrade fraction of the deployable equity that one entry may lose at its stop
   * @param marketDataMaxAgeMicros older market data closes the gate for new risk
   * @param warmUpMicros how long to observe after a resume before adding risk; after a start at
   *     most that long, until the strategies have the bars that they want
   * @param requestMaxAgeMicros how old a grant or request may be
   * @param unknownGraceMicros how long after its intent an order may still reach the venue: before
   *     that, "no such order" is not final
   * @param reconcileEveryMicros how often to compare with the venue while nothing calls for it
   * @param proposalMicros how long an entry that was proposed may be approved
   * @param maxTotalExposure of all engines of the desk together, in the quote asset; null for no
   *     such limit
   */
  record RiskLimits(
      BigDecimal maxNotionalPerOrder,
      BigDecimal maxTotalNotional,
      BigDecimal maxDailyDrawdown,
      BigDecimal priceCollar,
      int maxOrdersPerSecond,
      BigDecimal riskPerTrade,
      long marketDataMaxAgeMicros,
      long warmUpMicros,
      long requestMaxAgeMicros,
      long unknownGraceMicros,
      long reconcileEveryMicros,
      long proposalMicros,
      @Nullable BigDecimal maxTotalExposure) {

    /** Limits of an engine that is alone. */
    public RiskLimits(
        BigDecimal maxNotionalPerOrder,
        BigDecimal maxTotalNotional,
        BigDecimal maxDailyDrawdown,
        BigDecimal priceCollar,
        int maxOrdersPerSecond,
        BigDecimal riskPerTrade,
        long marketDataMaxAgeMicros,
        long warmUpMicros,
        long requestMaxAgeMicros,
        long unknownGraceMicros,
        long reconcileEveryMicros,
        long proposalMicros) {
      this(
          maxNotionalPerOrder,
          maxTotalNotional,
          maxDailyDrawdown,
          priceCollar,
          maxOrdersPerSecond,
          riskPerTrade,
          marketDataMaxAgeMicros,
          warmUpMicros,
          requestMaxAgeMicros,
          unknownGraceMicros,
          reconcileEveryMicros,
          proposalMicros,
          null);
    }
  }
}
