package trader.redis;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trader.control.EngineState;
import trader.control.RiskStats;

/**
 * What an engine shows of itself at one moment.
 *
 * @param state all it says of itself, for {@code engine:<color>:state}
 * @param active whether it is the active color; only then the desk-wide keys are written, which are
 *     derived from the state
 * @param exposure what it has deployed; with it, what the other engines have is read
 */
public record EnginePublication(
    EngineState state, boolean active, Optional<EngineExposure> exposure) {

  /** The state alone. */
  public EnginePublication(EngineState state, boolean active) {
    this(state, active, Optional.empty());
  }

  /** The writes that publish it. */
  public List<Call> calls() {
    List<Call> calls = new ArrayList<>();
    calls.add(set(Keys.engineState(state.color()), Json.write(state)));
    if (active) {
      calls.add(set(Keys.RISK_CAPITAL_EFFECTIVE, state.capitalEffective().toPlainString()));
      calls.add(set(Keys.PNL_NET_TODAY, state.pnlToday().toPlainString()));
      calls.add(set(Keys.PORTFOLIO_POSITIONS, Json.write(state.positions())));
      calls.add(set(Keys.HEALTH_STATE, Integer.toString(state.health().code())));
      Call stats = Call.of("HSET").key(Keys.RISK_STATS);
      fields(state.risk()).forEach(stats::with);
      calls.add(stats);
    }
    exposure.ifPresent(own -> {
      calls.add(Call.of("HSET").key(Keys.RISK_EXPOSURE).with(own.engine(), own.text()));
      calls.add(Call.of("HGETALL").key(Keys.RISK_EXPOSURE));
    });
    return calls;
  }

  /** What the other engines have published, where {@code replies} are those to the calls. */
  public List<EngineExposure> others(List<? extends @Nullable Object> replies) {
    List<EngineExposure> others = new ArrayList<>();
    exposure.ifPresent(own -> {
      List<@Nullable Object> words = Replies.list(replies.getLast());
      for (int i = 0; i + 1 < words.size(); i += 2) {
        String engine = String.valueOf(words.get(i));
        if (!engine.equals(own.engine())) {
          others.add(EngineExposure.parse(engine, String.valueOf(words.get(i + 1))));
        }
      }
    });
    return others;
  }

  private static Call set(String key, String value) {
    return Call.of("SET").key(key).with(value);
  }

  private static Map<String, String> fields(RiskStats risk) {
    Map<String, String> fields = new LinkedHashMap<>();
    put(fields, "drawdown", risk.drawdown());
    put(fields, "daily_loss_usd", risk.dailyLossUsd());
    put(fields, "equity_usd", risk.equityUsd());
    put(fields, "cash_usd", risk.cashUsd());
    put(fields, "exposure_usd", risk.exposureUsd());
    put(fields, "margin_util_pct", risk.marginUtilPct());
    put(fields, "fill_rate_pct", risk.fillRatePct());
    put(fields, "venue_latency_p95_ms", risk.venueLatencyP95Ms());
    put(fields, "slippage_avg_bps", risk.slippageAvgBps());
    put(fields, "slippage_p95_bps", risk.slippageP95Bps());
    put(fields, "order_failure_rate_pct", risk.orderFailureRatePct());
    put(fields, "venue_error_rate_pct", risk.venueErrorRatePct());
    fields.put("risk_blocks_total", Long.toString(risk.riskBlocksTotal()));
    fields.put("updated_at", risk.updatedAt().toString());
    return fields;
  }

  private static void put(Map<String, String> fields, String name, BigDecimal value) {
    fields.put(name, value.toPlainString());
  }
}
