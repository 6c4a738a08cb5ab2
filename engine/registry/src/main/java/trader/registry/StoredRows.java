package trader.registry;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trader.control.Account;
import trader.control.InstrumentId;
import trader.engine.core.Checkpoint.PositionRecord;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.OrderState;

/** Reads back what was written. */
final class StoredRows implements Stored {
  private final Connection connection;

  StoredRows(Connection connection) {
    this.connection = connection;
  }

  @Override
  public Optional<Tracked> order(ClientOrderId id) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            SELECT state, filled_qty, decision_price, trace_id, venue_order_id, acked_micros,
              first_fill_micros, last_fill_micros, ended_micros, why, qty, price, stop_price
            FROM orders WHERE id = ?
            """)) {
      query.setString(1, id.value());
      try (ResultSet rows = query.executeQuery()) {
        if (!rows.next()) {
          return Optional.empty();
        }
        Tracked order = new Tracked();
        order.state = OrderState.valueOf(rows.getString(1).toUpperCase(Locale.ROOT));
        order.filledQty = new BigDecimal(rows.getString(2));
        order.decisionPrice = decimal(rows.getString(3));
        order.traceId = rows.getString(4);
        order.venueOrderId = rows.getString(5);
        order.ackedMicros = micros(rows, 6);
        order.firstFillMicros = micros(rows, 7);
        order.lastFillMicros = micros(rows, 8);
        order.endedMicros = micros(rows, 9);
        order.why = rows.getString(10);
        order.terms = Tracked.terms(rows.getString(11), rows.getString(12), rows.getString(13));
        fills(id, order);
        return Optional.of(order);
      }
    }
  }

  private void fills(ClientOrderId id, Tracked order) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT trade_id, price, qty FROM fills WHERE order_id = ?")) {
      query.setString(1, id.value());
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          BigDecimal qty = new BigDecimal(rows.getString(3));
          order.tradeIds.add(rows.getString(1));
          order.bookedQty = order.bookedQty.add(qty);
          order.bookedQuote =
              order.bookedQuote.add(new BigDecimal(rows.getString(2)).multiply(qty));
        }
      }
    }
  }

  @Override
  public List<PositionRecord> openPositions() throws SQLException {
    List<PositionRecord> open = new ArrayList<>();
    try (PreparedStatement query =
            connection.prepareStatement(
                """
                SELECT account, instrument, qty, cost, strategy, opened_micros, stop_distance
                FROM positions WHERE state = 'open'
                """);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        open.add(
            new PositionRecord(
                Account.valueOf(rows.getString(1).toUpperCase(Locale.ROOT)),
                InstrumentId.parse(rows.getString(2), "UNKNOWN"),
                new BigDecimal(rows.getString(3)),
                new BigDecimal(rows.getString(4)),
                rows.getString(5),
                rows.getLong(6),
                decimal(rows.getString(7)),
                null));
      }
    }
    return open;
  }

  private static @Nullable BigDecimal decimal(@Nullable String text) {
    return text == null ? null : new BigDecimal(text);
  }

  private static @Nullable Long micros(ResultSet rows, int column) throws SQLException {
    long value = rows.getLong(column);
    return rows.wasNull() ? null : Long.valueOf(value);
  }
}
