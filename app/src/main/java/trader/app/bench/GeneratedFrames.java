package trader.app.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import trader.venues.book.BookChecksum;
import trader.venues.book.OrderBook;

/** Frames of a generated market in a venue's own form; the same ones each time. */
final class GeneratedFrames {
  private static final long SEED = 7;
  private static final long MILLIS = 1_718_000_000_000L;
  private static final int LEVELS = 1_000;
  private static final int NEAR = 40;

  /** As many as the recorded frames of 100 ms have on average. */
  private static final int CHANGES_OF_BINANCE = 45;

  private final DecodeMarket market;
  private final VenueFrames form;
  private final SplittableRandom random = new SplittableRandom(SEED);
  private long price;

  GeneratedFrames(DecodeMarket market) {
    this.market = market;
    this.form = VenueFrames.of(market);
    this.price = 58_500 * (long) Math.pow(10, market.priceDecimals());
  }

  List<byte[]> trades(int count) {
    List<byte[]> frames = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      price += random.nextInt(3) - 1;
      frames.add(bytes(form.trade(i + 1L, MILLIS + i, price, quantity(), random.nextBoolean())));
    }
    return frames;
  }

  List<byte[]> quotes(int count) {
    List<byte[]> frames = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      price += random.nextInt(3) - 1;
      frames.add(bytes(form.quote(i + 1L, MILLIS + i, price, quantity(), price + 1, quantity())));
    }
    return frames;
  }

  /** A snapshot of 1,000 levels a side, then changes, most of them near the best prices. */
  List<byte[]> depth(int count) {
    OrderBook book = new OrderBook(market.priceDecimals(), market.quantityDecimals(), LEVELS);
    BookChecksum checksum = new BookChecksum(10);
    VenueFrames.Changes changes = new VenueFrames.Changes();
    for (int i = 0; i < LEVELS; i++) {
      set(book, changes, true, price - i, quantity());
      set(book, changes, false, price + 1 + i, quantity());
    }
    List<byte[]> frames = new ArrayList<>(count + 1);
    frames.add(bytes(form.snapshot(1, MILLIS, changes, checksum.of(book))));
    for (int i = 1; i <= count; i++) {
      changes.clear();
      int many = market.binance() ? CHANGES_OF_BINANCE : 1;
      TreeSet<Long> changed = new TreeSet<>();
      for (int change = 0; change < many; change++) {
        int away = random.nextInt(random.nextInt(5) == 0 ? LEVELS / 2 : NEAR);
        boolean isBid = random.nextBoolean();
        long at = isBid ? price - away : price + 1 + away;
        if (changed.add(at)) {
          // The best levels stay, so that the book is never crossed nor one-sided.
          boolean remove = away > 0 && random.nextInt(3) == 0 && known(book, isBid, at);
          set(book, changes, isBid, at, remove ? 0 : quantity());
        }
      }
      frames.add(bytes(form.change(i + 1L, MILLIS + i, changes, checksum.of(book))));
    }
    return frames;
  }

  private static boolean known(OrderBook book, boolean isBid, long at) {
    return (isBid ? book.bidQuantityAt(at) : book.askQuantityAt(at)) > 0;
  }

  private static void set(
      OrderBook book, VenueFrames.Changes changes, boolean isBid, long at, long quantity) {
    if (isBid) {
      book.bid(at, quantity);
      changes.bids().add(new long[] {at, quantity});
    } else {
      book.ask(at, quantity);
      changes.asks().add(new long[] {at, quantity});
    }
  }

  private long quantity() {
    return 1 + random.nextLong((long) Math.pow(10, market.quantityDecimals()) * 3);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
