package trader.venues.kraken.spot;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Consumer;
import trader.control.InstrumentId;
import trader.venues.net.BarSource;
import trader.venues.net.RestAnswer;

/** Reads Kraken's bars, which it calls OHLC. */
final class Ohlc implements BarSource {
  /** How many the venue gives at once, whatever is asked for. */
  static final int MOST = 720;

  private final KrakenRest rest;
  private final VenueTime time;
  private final KrakenSpot.Listed listed;
  private final Duration interval;
  private final long intervalMicros;

  Ohlc(KrakenSpotSettings settings, KrakenRest rest, VenueTime time, KrakenSpot.Listed listed) {
    this.rest = rest;
    this.time = time;
    this.listed = listed;
    this.interval = settings.barInterval();
    this.intervalMicros = interval.toNanos() / 1_000;
  }

  @Override
  public void read(
      InstrumentId instrument, OptionalLong fromMicros, int most, Consumer<Answer> done) {
    Pair pair = listed.pairs().of(instrument);
    if (pair == null) {
      done.accept(new Answer.Failed("the venue lists no " + instrument));
      return;
    }
    // The venue may leave out the bar that begins at the time itself: one more is asked for.
    String since =
        fromMicros.isPresent()
            ? "&since=" + (fromMicros.getAsLong() - intervalMicros) / 1_000_000
            : "";
    rest.getShared(
        "OHLC",
        "pair=" + pair.altname() + "&interval=" + interval.toMinutes() + since,
        time.nowMicros() / intervalMicros,
        answer -> done.accept(read(answer)));
  }

  private Answer read(RestAnswer answer) {
    if (!(answer instanceof RestAnswer.Ok ok)) {
      return new Answer.Failed(KrakenErrors.why(answer));
    }
    try {
      return new Answer.Read(Replies.closedBars(ok.body(), intervalMicros));
    } catch (IllegalArgumentException e) {
      return new Answer.Failed(String.valueOf(e.getMessage()));
    }
  }
}
