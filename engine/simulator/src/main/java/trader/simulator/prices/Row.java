package trader.simulator.prices;

import java.util.ArrayList;
import java.util.List;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Side;

/**
 * One line of a recorded file; its readers refuse with the line number, the value and the reason.
 */
final class Row {
  private static final int MAX_FRACTION = 8;

  private final String file;
  private final List<String> cells = new ArrayList<>();
  private long line;

  Row(String file) {
    this.file = file;
  }

  /** Takes a line apart. */
  void read(long lineNumber, String text, int columns) {
    line = lineNumber;
    cells.clear();
    int from = 0;
    for (int comma = text.indexOf(','); comma >= 0; comma = text.indexOf(',', from)) {
      cells.add(text.substring(from, comma));
      from = comma + 1;
    }
    cells.add(text.substring(from));
    if (cells.size() != columns) {
      throw damaged("has " + cells.size() + " columns where the header has " + columns);
    }
  }

  DamagedDataException damaged(String reason) {
    return new DamagedDataException(
        file
            + ", line "
            + line
            + ": "
            + reason
            + ". Nothing was played; repair or replace the file.");
  }

  String cell(int column) {
    return cells.get(column);
  }

  long integer(int column, String name) {
    String text = cells.get(column);
    try {
      long value = Long.parseLong(text);
      if (value < 0) {
        throw damaged(name + " is negative: " + text);
      }
      return value;
    } catch (NumberFormatException e) {
      throw damaged(name + " is not a whole number: '" + text + "'");
    }
  }

  long positive(int column, String name) {
    long value = decimal(column, name);
    if (value == 0) {
      throw damaged(name + " is zero, which no market trades at: " + cells.get(column));
    }
    return value;
  }

  /** A decimal that is not negative; digits beyond the eighth are binary noise and are dropped. */
  long decimal(int column, String name) {
    String text = cells.get(column);
    try {
      int point = text.indexOf('.');
      boolean noisy = point >= 0 && text.length() - point - 1 > MAX_FRACTION;
      boolean plain = text.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
      return Decimals.parse(noisy && plain ? text.substring(0, point + 1 + MAX_FRACTION) : text);
    } catch (NumberFormatException e) {
      throw damaged(
          name + (text.startsWith("-") ? " is negative: '" : " is not a number: '") + text + "'");
    }
  }

  Side sellerTook(int column) {
    return switch (cells.get(column)) {
      case "true" -> Side.SELL;
      case "false" -> Side.BUY;
      default -> throw damaged("is_buyer_maker is neither true nor false: '" + cell(column) + "'");
    };
  }

  Side side(int column) {
    return switch (cells.get(column)) {
      case "buy" -> Side.BUY;
      case "sell" -> Side.SELL;
      default -> throw damaged("aggressor_side is neither buy nor sell: '" + cell(column) + "'");
    };
  }
}
