package trader.venues.book;

import java.util.Arrays;

/**
 * One side of a book. Levels lie sorted in two arrays, the best at the end: most changes are near
 * it, so few levels have to move. Prices of asks are kept negated, so that both sides ascend.
 */
final class BookSide {
  /** Changes are so often near the best price that a walk from there beats a search. */
  private static final int NEAR = 8;

  private final int most;
  private final int sign;
  private long[] keys;
  private long[] quantities;
  private int from;
  private int to;

  BookSide(int most, boolean bids) {
    this.most = most;
    this.sign = bids ? 1 : -1;
    int room = 2 * most + 1;
    keys = new long[room];
    quantities = new long[room];
  }

  void clear() {
    from = 0;
    to = 0;
  }

  int size() {
    return to - from;
  }

  long price(int index) {
    return sign * keys[at(index)];
  }

  long quantity(int index) {
    return quantities[at(index)];
  }

  private int at(int index) {
    if (index < 0 || index >= size()) {
      throw new IndexOutOfBoundsException("level " + index + " of " + size());
    }
    return to - 1 - index;
  }

  /** The quantity at a price, 0 where there is none. */
  long quantityAt(long price) {
    int found = find(sign * price);
    return found >= 0 ? quantities[found] : 0;
  }

  void set(long price, long quantity) {
    long key = sign * price;
    int found = find(key);
    if (found >= 0) {
      if (quantity > 0) {
        quantities[found] = quantity;
      } else {
        remove(found);
      }
    } else if (quantity > 0) {
      insert(-found - 1, key, quantity);
    }
  }

  /** Where a key is, or minus one minus where it would be. */
  private int find(long key) {
    int near = Math.max(from, to - NEAR);
    for (int i = to - 1; i >= near; i--) {
      if (keys[i] == key) {
        return i;
      }
      if (keys[i] < key) {
        return -(i + 1) - 1;
      }
    }
    return Arrays.binarySearch(keys, from, near, key);
  }

  private void remove(int index) {
    System.arraycopy(keys, index + 1, keys, index, to - index - 1);
    System.arraycopy(quantities, index + 1, quantities, index, to - index - 1);
    to--;
  }

  private void insert(int index, long key, long quantity) {
    int place = index;
    if (size() == most) {
      if (place == from) {
        return;
      }
      // The worst level gives way.
      from++;
    }
    if (to == keys.length) {
      System.arraycopy(keys, from, keys, 0, size());
      System.arraycopy(quantities, from, quantities, 0, size());
      place -= from;
      to -= from;
      from = 0;
    }
    System.arraycopy(keys, place, keys, place + 1, to - place);
    System.arraycopy(quantities, place, quantities, place + 1, to - place);
    keys[place] = key;
    quantities[place] = quantity;
    to++;
  }
}
