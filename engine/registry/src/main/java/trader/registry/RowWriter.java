package trader.registry;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import trader.engine.core.Checkpoint.PositionRecord;
import trader.engine.core.orders.NewOrder;

/** Writes rows; each by its key, so that a row that is there already becomes the newer one. */
final class RowWriter implements AutoCloseable {
  private final PreparedStatement order;
  private final PreparedStatement fill;
  private final PreparedStatement position;
  private final PreparedStatement newPosition;
  private final PreparedStatement closePosition;
  private final PreparedStatement applied;

  RowWriter(Connection connection) throws SQLException {
    order =
        connection.prepareStatement(
            """
            INSERT INTO orders (id, account, instrument, side, type, purpose, qty, price, stop_price,
              decision_price, strategy, cause, trace_id, state, venue_order_id, filled_qty,
              filled_quote, submitted_micros, acked_micros, first_fill_micros, last_fill_micros,
              ended_micros, why, updated_micros)
            VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
            ON CONFLICT (id) DO UPDATE SET qty = excluded.qty, price = excluded.price,
              stop_price = excluded.stop_price, state = excluded.state,
              venue_order_id = excluded.venue_order_id, filled_qty = excluded.filled_qty,
              filled_quote = excluded.filled_quote, acked_micros = excluded.acked_micros,
              first_fill_micros = excluded.first_fill_micros,
              last_fill_micros = excluded.last_fill_micros, ended_micros = excluded.ended_micros,
              why = excluded.why, updated_micros = excluded.updated_micros
            """);
    fill =
        connection.prepareStatement(
            """
            INSERT INTO fills (order_id, trade_id, account, instrument, side, price, qty, fee,
              fee_asset, maker, decision_price, source, at_micros, venue_micros)
            VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)
            ON CONFLICT (order_id, trade_id) DO NOTHING
            """);
    position =
        connection.prepareStatement(
            """
            UPDATE positions SET qty = ?, cost = ?, average_price = ?, strategy = ?,
              stop_distance = ?, updated_micros = ?
            WHERE account = ? AND instrument = ? AND state = 'open'
            """);
    newPosition =
        connection.prepareStatement(
            """
            INSERT INTO positions (account, instrument, state, qty, cost, average_price, strategy,
              stop_distance, opened_micros, updated_micros)
            VALUES (?,?,'open',?,?,?,?,?,?,?)
            """);
    closePosition =
        connection.prepareStatement(
            """
            UPDATE positions SET state = 'closed', qty = '0', closed_micros = ?, updated_micros = ?
            WHERE account = ? AND instrument = ? AND state = 'open'
            """);
    applied =
        connection.prepareStatement(
            """
            INSERT INTO applied (id, session, segment, byte_offset, at_micros, trail)
            VALUES (1,?,?,?,?,?)
            ON CONFLICT (id) DO UPDATE SET session = excluded.session, segment = excluded.segment,
              byte_offset = excluded.byte_offset, at_micros = excluded.at_micros,
              trail = excluded.trail
            """);
  }

  void write(Change change) throws SQLException {
    switch (change) {
      case Change.OrderRow row -> order(row);
      case Change.FillRow row -> fill(row);
      case Change.PositionRow row -> position(row);
    }
  }

  void applied(JournalPosition upTo, long atMicros, JournalPosition trail) throws SQLException {
    set(applied, upTo.session(), upTo.segment(), upTo.offset(), atMicros, trail.toString());
    applied.executeUpdate();
  }

  private void order(Change.OrderRow row) throws SQLException {
    NewOrder intent = row.record().order();
    set(
        order,
        intent.id().value(),
        intent.account().text(),
        intent.instrument().toString(),
        intent.side().text(),
        name(intent.type()),
        intent.purpose().text(),
        plain(intent.qty()),
        plain(intent.price()),
        plain(intent.stopPrice()),
        plain(row.decisionPrice()),
        intent.strategy(),
        intent.cause(),
        row.traceId(),
        row.record().state().text(),
        row.record().venueOrderId(),
        plain(row.record().filledQty()),
        plain(row.record().filledQuote()),
        intent.intendedMicros(),
        row.ackedMicros(),
        row.firstFillMicros(),
        row.lastFillMicros(),
        row.endedMicros(),
        row.why(),
        row.updatedMicros());
    order.executeUpdate();
  }

  private void fill(Change.FillRow row) throws SQLException {
    NewOrder intent = row.order().order();
    set(
        fill,
        intent.id().value(),
        row.tradeId(),
        intent.account().text(),
        intent.instrument().toString(),
        intent.side().text(),
        plain(row.price()),
        plain(row.qty()),
        plain(row.fee()),
        row.feeAsset(),
        row.maker() ? 1L : 0L,
        plain(row.decisionPrice()),
        row.source().text(),
        row.atMicros(),
        row.venueMicros());
    fill.executeUpdate();
  }

  private void position(Change.PositionRow row) throws SQLException {
    PositionRecord held = row.record();
    if (held.qty().signum() == 0) {
      set(
          closePosition,
          row.atMicros(),
          row.atMicros(),
          held.account().text(),
          held.instrument().toString());
      closePosition.executeUpdate();
      return;
    }
    String average =
        plain(held.cost().divide(held.qty(), java.math.MathContext.DECIMAL64).stripTrailingZeros());
    set(
        position,
        plain(held.qty()),
        plain(held.cost()),
        average,
        held.strategy(),
        plain(held.stopDistance()),
        row.atMicros(),
        held.account().text(),
        held.instrument().toString());
    if (position.executeUpdate() == 0) {
      set(
          newPosition,
          held.account().text(),
          held.instrument().toString(),
          plain(held.qty()),
          plain(held.cost()),
          average,
          held.strategy(),
          plain(held.stopDistance()),
          held.openedMicros(),
          row.atMicros());
      newPosition.executeUpdate();
    }
  }

  private static void set(PreparedStatement statement, @Nullable Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable String plain(@Nullable BigDecimal number) {
    return number == null ? null : number.toPlainString();
  }

  @Override
  public void close() throws SQLException {
    order.close();
    fill.close();
    position.close();
    newPosition.close();
    closePosition.close();
    applied.close();
  }
}
