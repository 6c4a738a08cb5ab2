package trader.venues.binance;

import java.util.OptionalLong;
import java.util.function.Consumer;
import trader.control.InstrumentId;
import trader.venues.net.BarSource;
import trader.venues.net.RestAnswer;
import trader.venues.net.ServerClock;

/** Reads Binance's bars, which it calls klines. */
final class Klines implements BarSource {
  /** How many the venue gives at once. */
  static final int MOST = 1_000;

  private final BinanceRest rest;
  private final ServerClock clock;
  private final String path;
  private final String interval;
  private final long intervalMicros;

  Klines(FeedSource source, BinanceRest rest, ServerClock clock) {
    this.rest = rest;
    this.clock = clock;
    this.path = source.barsPath();
    this.interval = KlineInterval.name(source.barInterval());
    this.intervalMicros = source.barInterval().toNanos() / 1_000;
  }

  @Override
  public void read(
      InstrumentId instrument, OptionalLong fromMicros, int most, Consumer<Answer> done) {
    String from = fromMicros.isPresent() ? "&startTime=" + fromMicros.getAsLong() / 1_000 : "";
    rest.getShared(
        "klines",
        path,
        "symbol=" + instrument.symbol() + "&interval=" + interval + from + "&limit=" + most,
        clock.nowMicros() / intervalMicros,
        answer -> done.accept(read(answer)));
  }

  private Answer read(RestAnswer answer) {
    if (!(answer instanceof RestAnswer.Ok ok)) {
      return new Answer.Failed(RestAnswer.why(answer));
    }
    try {
      return new Answer.Read(
          Replies.closedBars(ok.body(), intervalMicros, clock.timestampMillis()));
    } catch (IllegalArgumentException e) {
      return new Answer.Failed(String.valueOf(e.getMessage()));
    }
  }
}
