package trader.commands.reading;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;
import trader.commands.Figures;
import trader.commands.Page;
import trader.control.EngineState;
import trader.control.Position;
import trader.control.WorkingOrder;
import trader.redis.Json;

/** {@code /positions}, {@code /orders} and {@code /pnl}. */
final class BookPages {
  private static final String NO_STOP = "NO STOP";

  private BookPages() {}

  static Page positions(Situation situation) {
    return book(
        situation,
        "positions",
        (page, state) -> {
          positionTable(page, state);
          if (state.positions().isEmpty()) {
            page.line("No position is open.");
          } else {
            page.say("close <symbol>", "sells one at market, also in halt");
          }
        });
  }

  static Page orders(Situation situation) {
    return book(
        situation,
        "orders",
        (page, state) -> {
          orderTable(page, state, situation.now());
          if (state.orders().isEmpty()) {
            page.line("No order is working.");
          }
        });
  }

  static Page pnl(Situation situation) {
    return book(
        situation,
        "pnl",
        (page, state) -> {
          BigDecimal open =
              state.positions().stream()
                  .map(Position::unrealizedPnl)
                  .reduce(BigDecimal.ZERO, BigDecimal::add);
          page.fact("P&L today", Figures.signedMoney(state.pnlToday()) + " USD, net of fees")
              .fact("realized", Figures.signedMoney(state.realizedPnlToday()) + " USD")
              .fact("open", Figures.signedMoney(open) + " USD unrealized")
              .fact("fees", Figures.money(state.feesToday()) + " USD")
              .fact("equity", Figures.money(state.equityUsd()) + " USD")
              .fact("cash", Figures.money(state.cashUsd()) + " USD")
              .fact("drawdown", Figures.percent(state.risk().drawdown()) + " from the equity peak")
              .fact("daily loss", Figures.money(state.risk().dailyLossUsd()) + " USD");
        });
  }

  private static Page book(
      Situation situation, String only, BiConsumer<Page.Builder, EngineState> body) {
    Page.Builder page = Page.titled(new Headline(situation).text());
    situation
        .engine()
        .ifPresentOrElse(
            state -> body.accept(page, state),
            () -> page.line("No engine has said what it holds; the venue's own page knows."));
    page.lines(situation.faults());
    return page.data(data(situation, only)).build();
  }

  private static ObjectNode data(Situation situation, String only) {
    ObjectNode all = StateJson.of(situation);
    ObjectNode node = Json.mapper().createObjectNode();
    List<String> fields =
        switch (only) {
          case "positions" -> List.of("positions", "balances", "equity_usd");
          case "orders" -> List.of("orders");
          default ->
              List.of(
                  "pnl_today",
                  "realized_pnl_today",
                  "fees_today",
                  "equity_usd",
                  "cash_usd",
                  "risk");
        };
    for (String field : fields) {
      if (all.has(field)) {
        node.set(field, all.get(field));
      }
    }
    for (String field : List.of("headline", "color", "as_of", "age_ms", "stale", "faults")) {
      if (all.has(field)) {
        node.set(field, all.get(field));
      }
    }
    return node;
  }

  static void positionTable(Page.Builder page, EngineState state) {
    page.table(
        "positions",
        List.of("symbol", "side", "qty#", "avg#", "mark#", "P&L#", "stop#", "strategy"),
        state.positions().stream()
            .map(position ->
                List.of(
                    position.symbol(),
                    position.side(),
                    Figures.quantity(position.qty()),
                    Figures.price(position.avgPrice()),
                    Figures.price(position.markPrice()),
                    Figures.signedMoney(position.unrealizedPnl()),
                    priceOr(position.stopPrice(), NO_STOP),
                    position.strategy()))
            .toList());
  }

  static void orderTable(Page.Builder page, EngineState state, Instant now) {
    page.table(
        "orders",
        List.of(
            "id", "symbol", "side", "type", "for", "status", "qty#", "filled#", "price#", "stop#",
            "age#"),
        state.orders().stream().map(order -> orderRow(order, now)).toList());
  }

  private static List<String> orderRow(WorkingOrder order, Instant now) {
    return List.of(
        order.clientOrderId(),
        order.symbol(),
        order.side(),
        order.type(),
        order.purpose(),
        order.status(),
        Figures.quantity(order.qty()),
        Figures.quantity(order.filledQty()),
        priceOr(order.price(), "market"),
        priceOr(order.stopPrice(), "-"),
        Figures.age(order.createdAt(), now));
  }

  private static String priceOr(@Nullable BigDecimal price, String otherwise) {
    return price == null ? otherwise : Figures.price(price);
  }
}
