package trader.app.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import trader.engine.core.InstrumentRules;
import trader.venues.FrameReader;
import trader.venues.binance.BinanceFrames;
import trader.venues.binance.DepthSync;
import trader.venues.book.OrderBook;
import trader.venues.kraken.futures.KrakenFuturesFrames;
import trader.venues.kraken.spot.KrakenFrames;

/**
 * One venue's frames of one kind, and what reads them.
 *
 * @param judged whether the goal is meant for it; no venue sends depth alone, and Binance sends ten
 *     large frames of it a second
 * @param readers gives one with a fresh core or book for each lap
 */
record DecodeLane(String name, boolean judged, List<byte[]> frames, Supplier<FrameReader> readers) {
  private static final int FRAMES = 20_000;
  private static final int DEPTH_FRAMES = 6_000;
  private static final int LEVELS = 1_000;
  private static final int DECIMALS = 8;
  private static final int KIND_AT = "{'stream':'btcusdt@".length();

  /** Every venue's trades, quotes and depth, generated, and those that were recorded. */
  static List<DecodeLane> all(Optional<RecordedFrames> recorded) {
    List<DecodeLane> lanes = new ArrayList<>();
    for (DecodeMarket market : DecodeMarket.values()) {
      GeneratedFrames frames = new GeneratedFrames(market);
      String generated = " generated";
      lanes.add(market(market, "trades" + generated, frames.trades(FRAMES)));
      if (market != DecodeMarket.KRAKEN_FUTURES) {
        lanes.add(market(market, "quotes" + generated, frames.quotes(FRAMES)));
      }
      boolean binance = market.binance();
      lanes.add(
          depth(market, generated, binance ? frames.depth(DEPTH_FRAMES) : frames.depth(FRAMES)));
      if (binance) {
        recorded.ifPresent(data -> {
          lanes.add(market(market, "trades recorded", data.trades(market)));
          lanes.add(market(market, "quotes recorded", data.quotes(market)));
          lanes.add(depth(market, " recorded", data.depth(market)));
          lanes.add(feed(market, data.feed(market)));
        });
      }
    }
    return lanes;
  }

  /** Reads every token of another lane's frames and makes nothing of them. */
  static DecodeLane scan(DecodeLane of) {
    return new DecodeLane("every token of " + of.name(), false, of.frames(), TokenScan::new);
  }

  private static DecodeLane market(DecodeMarket market, String kind, List<byte[]> frames) {
    return new DecodeLane(market.text() + " " + kind, true, frames, () -> toCore(market));
  }

  /** All that a venue tells of an instrument, each frame to the reader that its kind has. */
  private static DecodeLane feed(DecodeMarket market, List<byte[]> frames) {
    return new DecodeLane(
        market.text() + " feed recorded",
        true,
        frames,
        () -> {
          FrameReader core = toCore(market);
          FrameReader book = binanceBook(market);
          return (frame, length) -> (ofBook(frame) ? book : core).read(frame, length);
        });
  }

  /** Depth names its stream, as {@code btcusdt@depth}; the snapshot begins with an update's id. */
  private static boolean ofBook(byte[] frame) {
    boolean snapshot = frame["{'".length()] == "lastUpdateId".charAt(0);
    return snapshot || frame[KIND_AT] == "depth".charAt(0);
  }

  private static FrameReader toCore(DecodeMarket market) {
    DecodeCore core = new DecodeCore(market.rules());
    List<InstrumentRules> rules = List.of(market.rules());
    return switch (market) {
      case BINANCE_SPOT ->
          BinanceFrames.spot(List.of(market.rules().instrument()), core::nextMicros, core);
      case BINANCE_FUTURES ->
          BinanceFrames.futures(List.of(market.rules().instrument()), core::nextMicros, core);
      case KRAKEN_SPOT -> KrakenFrames.reader(rules, LEVELS, core::nextMicros, core);
      case KRAKEN_FUTURES -> KrakenFuturesFrames.reader(rules, core::nextMicros, core);
    };
  }

  /** Only Kraken Futures has quotes in its depth, which then go to the core. */
  private static DecodeLane depth(DecodeMarket market, String source, List<byte[]> frames) {
    Supplier<FrameReader> readers =
        switch (market) {
          case BINANCE_SPOT, BINANCE_FUTURES -> () -> binanceBook(market);
          case KRAKEN_SPOT, KRAKEN_FUTURES -> () -> toCore(market);
        };
    return new DecodeLane(market.text() + " depth" + source, !market.binance(), frames, readers);
  }

  /**
   * Books of Binance have the decimals that the engine gives them, whatever an instrument needs.
   */
  private static FrameReader binanceBook(DecodeMarket market) {
    DepthSync.Rules rules =
        market == DecodeMarket.BINANCE_SPOT ? DepthSync.Rules.SPOT : DepthSync.Rules.FUTURES;
    return BinanceFrames.depth(new DepthSync(rules, new OrderBook(DECIMALS, DECIMALS, LEVELS)));
  }

  /** How many frames of which size there are. */
  String shown() {
    long bytes = frames.stream().mapToLong(frame -> frame.length).sum();
    return String.format(
        Locale.ROOT,
        "%,d frames a lap of %,d bytes on average",
        frames.size(),
        bytes / frames.size());
  }

  Figures measure(Benchmark.Size size) {
    long[] laps = new long[size.samples()];
    for (int lap = -size.warmUp(); lap < laps.length; lap++) {
      FrameReader reader = readers.get();
      long begun = System.nanoTime();
      for (byte[] frame : frames) {
        reader.read(frame, frame.length);
      }
      long took = System.nanoTime() - begun;
      if (lap >= 0) {
        laps[lap] = took;
      }
    }
    double seconds = Arrays.stream(laps).sum() / 1e9;
    return Figures.millis(laps).at((double) frames.size() * laps.length / seconds);
  }
}
