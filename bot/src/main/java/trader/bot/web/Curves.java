package trader.bot.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import trader.redis.EquitySample;

/**
 * What a desk was worth, one row a moment.
 *
 * @param at seconds since the epoch, oldest first
 * @param equity in the quote currency
 * @param pnl net profit of the UTC day in the quote currency
 * @param drawdown percent below the equity peak, zero or negative
 */
record Curves(
    List<Long> at, List<BigDecimal> equity, List<BigDecimal> pnl, List<BigDecimal> drawdown) {

  Curves {
    at = List.copyOf(at);
    equity = List.copyOf(equity);
    pnl = List.copyOf(pnl);
    drawdown = List.copyOf(drawdown);
  }

  /** At most that many rows: each the last of its span, with the worst drawdown of the span. */
  static Curves of(List<EquitySample> oldestFirst, int most) {
    int span = Math.max(1, (oldestFirst.size() + most - 1) / most);
    List<Long> at = new ArrayList<>();
    List<BigDecimal> equity = new ArrayList<>();
    List<BigDecimal> pnl = new ArrayList<>();
    List<BigDecimal> drawdown = new ArrayList<>();
    for (int from = 0; from < oldestFirst.size(); from += span) {
      List<EquitySample> part =
          oldestFirst.subList(from, Math.min(from + span, oldestFirst.size()));
      EquitySample last = part.getLast();
      at.add(last.at().getEpochSecond());
      equity.add(last.equity());
      pnl.add(last.pnlToday());
      drawdown.add(
          part.stream().map(EquitySample::drawdownPct).reduce(BigDecimal.ZERO, BigDecimal::min));
    }
    return new Curves(at, equity, pnl, drawdown);
  }
}
