package trader.simulator.binance;

import java.util.List;
import trader.simulator.net.Json;
import trader.simulator.net.Topic;
import trader.simulator.prices.Bar;
import trader.simulator.prices.BarHistory;
import trader.simulator.prices.BarInterval;

/** The kline stream of one market and interval: every two seconds, and once more when closed. */
public final class KlineFeed {
  private final String symbol;
  private final BarInterval interval;
  private final BarHistory bars;
  private final Topic topic;
  private final long everyMillis;
  private final Json json = new Json();
  private long openMillis = -1;
  private long lastMillis;

  /** Of one symbol and interval. */
  public KlineFeed(String symbol, BarInterval interval, BarHistory bars, Topic topic) {
    this.symbol = symbol;
    this.interval = interval;
    this.bars = bars;
    this.topic = topic;
    everyMillis = interval == BarInterval.SECOND ? 1_000 : 2_000;
  }

  /** Publishes what is due by the clock. */
  public void onTick(long nowMillis) {
    if (topic.isEmpty()) {
      openMillis = -1;
      return;
    }
    long current = interval.openOf(nowMillis);
    if (openMillis >= 0 && current > openMillis) {
      publish(openMillis, nowMillis, true);
      lastMillis = 0;
    }
    openMillis = current;
    if (nowMillis - lastMillis >= everyMillis) {
      publish(current, nowMillis, false);
      lastMillis = nowMillis;
    }
  }

  private void publish(long open, long nowMillis, boolean closed) {
    List<Bar> found = bars.bars(interval, open, open, 1, false);
    if (found.isEmpty()) {
      return;
    }
    Bar bar = found.getFirst();
    json.reset()
        .open()
        .put("e", "kline")
        .put("E", nowMillis)
        .put("s", symbol)
        .name("k")
        .open()
        .put("t", open)
        .put("T", interval.after(open) - 1)
        .put("s", symbol)
        .put("i", interval.code())
        .put("f", bar.firstId())
        .put("L", bar.lastId())
        .putDecimal("o", bar.open())
        .putDecimal("c", bar.close())
        .putDecimal("h", bar.high())
        .putDecimal("l", bar.low())
        .putDecimal("v", bar.volume())
        .put("n", bar.count())
        .put("x", closed)
        .putDecimal("q", bar.quoteVolume())
        .putDecimal("V", bar.takerVolume())
        .putDecimal("Q", bar.takerQuoteVolume())
        .put("B", "0")
        .close()
        .close();
    topic.publish(json.text());
  }

  /** Writes a bar as REST tells it. */
  public static void bar(Json out, BarInterval interval, Bar bar) {
    out.openArray()
        .value(bar.openMillis())
        .decimal(bar.open())
        .decimal(bar.high())
        .decimal(bar.low())
        .decimal(bar.close())
        .decimal(bar.volume())
        .value(interval.after(bar.openMillis()) - 1)
        .decimal(bar.quoteVolume())
        .value(bar.count())
        .decimal(bar.takerVolume())
        .decimal(bar.takerQuoteVolume())
        .value("0")
        .closeArray();
  }
}
