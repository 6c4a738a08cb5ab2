package trader.control;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an engine says of itself: the body of {@code GET /state}, and the value of {@code
 * engine:<color>:state} that every other process reads.
 *
 * @param mode the text in Redis as the engine last read it, null where the key is missing
 * @param modeEffective the mode that the engine obeys
 * @param gate the most that may leave for the venue now
 * @param levers every lever, the narrowing ones and the open ones
 * @param tradingEnabled whether new risk could be added now: the gate is {@code OPEN}
 * @param activeColor the text in Redis, null where the key is missing
 * @param color this engine's own color
 * @param capitalStage the text in Redis, null where the key is missing
 * @param capitalEffective percent of equity that may be deployed now, after every lever
 * @param equityUsd cash and positions at their mark, in the quote currency
 * @param pnlToday net profit of the UTC day in the quote currency
 * @param feesToday fees of the UTC day in the quote currency, so far as they could be valued
 * @param fees the same by the asset that they were taken in, sorted by asset
 * @param ordersAccount {@code live} or {@code paper}: the account that strategies trade
 * @param reach one line that says which exchange orders can reach, and whether it is a real one
 * @param reachesRealVenue whether an order could reach a real exchange, not a simulator on this
 *     machine, and cost real money
 * @param prices one line that says what the market data is, e.g. the symbol, last price and its age
 * @param proposals entries that wait for a person's approval, oldest first
 * @param snapshotLoaded whether the engine restored its state from its journal or knows that there
 *     was none
 * @param epoch the newest control epoch that this engine has obeyed
 * @param alerts reasons that are firing now, newest first, each one line
 * @param pid the engine's process id
 * @param startedAt when the process started
 * @param asOf when this was so
 */
public record EngineState(
    @Nullable String mode,
    Mode modeEffective,
    GateLevel gate,
    List<LeverState> levers,
    boolean tradingEnabled,
    @Nullable String activeColor,
    Color color,
    @Nullable String capitalStage,
    BigDecimal capitalEffective,
    Health health,
    BigDecimal equityUsd,
    BigDecimal cashUsd,
    BigDecimal pnlToday,
    BigDecimal realizedPnlToday,
    BigDecimal feesToday,
    List<FeeTotal> fees,
    String ordersAccount,
    String reach,
    boolean reachesRealVenue,
    String prices,
    List<Balance> balances,
    List<Position> positions,
    List<WorkingOrder> orders,
    List<Proposal> proposals,
    RiskStats risk,
    boolean snapshotLoaded,
    long epoch,
    List<String> alerts,
    long pid,
    Instant startedAt,
    Instant asOf) {

  /** Copies the lists. */
  public EngineState {
    levers = List.copyOf(levers);
    fees = List.copyOf(fees);
    balances = List.copyOf(balances);
    positions = List.copyOf(positions);
    orders = List.copyOf(orders);
    proposals = List.copyOf(proposals);
    alerts = List.copyOf(alerts);
  }
}
