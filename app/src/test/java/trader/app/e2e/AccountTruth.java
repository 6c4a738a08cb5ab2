package trader.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import trader.control.EngineState;
import trader.control.GateLevel;
import trader.control.Position;
import trader.control.WorkingOrder;
import trader.engine.core.AccountSnapshot;
import trader.engine.core.AccountSnapshot.PastFill;
import trader.engine.core.Action;
import trader.engine.core.VenueEvent;
import trader.engine.core.VenueOrder;
import trader.engine.core.journal.JournalRecord;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.Purpose;
import trader.engine.venue.VenueName;
import trader.simulator.witness.FillView;
import trader.simulator.witness.OrderView;

/**
 * An engine's account at any venue, held against what the engine believes of it and what its
 * journal says. Reads every segment as it comes, since old ones are deleted.
 */
final class AccountTruth {
  private static final List<String> CORRECTIONS =
      List.of(
          "QTY_SYNCED",
          "CORRUPTED_POSITION",
          "INVARIANT_VIOLATION",
          "JOURNAL_DAMAGED",
          "ORDER_NOT_OURS");
  private final TestDesk desk;
  private final VenueName venue;
  private final VenueAccount account;
  private final Map<String, NewOrder> intents = new HashMap<>();
  private final Map<String, Map<String, BigDecimal>> booked = new HashMap<>();
  private final Map<String, String> clientIds = new HashMap<>();
  private final List<PastFill> past = new ArrayList<>();
  private final Set<Path> finished = new HashSet<>();
  private final Set<String> told = new HashSet<>();

  /** What must not be. */
  record Damage(List<String> doubled, List<String> lost) {}

  AccountTruth(TestDesk desk, VenueName venue, VenueAccount account) {
    this.desk = desk;
    this.venue = venue;
    this.account = account;
  }

  /** Waits until the engine sends orders. */
  void awaitOrdersFlow(Duration patience) {
    long before = account.server().witness().orderCount();
    await()
        .pollInterval(Duration.ofMillis(5))
        .atMost(patience)
        .until(() -> account.server().witness().orderCount() >= before + 3);
  }

  /** How many entries have reached the venue since then, by {@link System#nanoTime()}. */
  long entriesSince(long nanos) {
    return account.server().witness().latest(200).stream()
        .filter(order -> order.nanoTime() > nanos && order.side().equalsIgnoreCase("buy"))
        .count();
  }

  /** How many orders the venue has accepted in all. */
  int orders() {
    return account.orders().size();
  }

  /** How many executions there were in all. */
  int fills() {
    return account.fills().size();
  }

  /**
   * In a halt, the engine believes to hold what the venue holds, to the last digit, and to have at
   * work what the venue has at work, which protects or takes profit; waits at most so long.
   */
  void awaitAgreement(Duration patience, String when) {
    await()
        .atMost(patience)
        .pollInterval(Duration.ofMillis(10))
        .untilAsserted(() -> assertAgreement(when));
  }

  private void assertAgreement(String when) {
    EngineState state = desk.engine().state().orElseThrow(AssertionError::new);
    assertThat(state.gate()).as("gate, %s", when).isEqualTo(GateLevel.CLOSED);
    assertThat(state.orders())
        .as("what works in a halt, %s", when)
        .allMatch(order -> order.purpose().equals("stop") || order.type().equals("take profit"));
    assertThat(state.orders())
        .as("orders, %s", when)
        .extracting(WorkingOrder::clientOrderId)
        .containsExactlyInAnyOrderElementsOf(
            account.openOrders().stream().map(OrderView::clientOrderId).toList());
    assertThat(held(state)).as("what is held, %s", when).isEqualByComparingTo(account.held());
    assertThat(TestDesk.engineHolds(state, venue.quote()))
        .as("%s, %s", venue.quote(), when)
        .isEqualByComparingTo(account.cash());
  }

  private BigDecimal held(EngineState state) {
    return account.perpetual()
        ? state.positions().stream()
            .filter(position -> !position.strategy().equals("foreign"))
            .map(Position::qty)
            .reduce(BigDecimal.ZERO, BigDecimal::add)
        : TestDesk.engineHolds(state, VenueAccount.base());
  }

  /**
   * What is doubled or lost that was not told before, in words.
   *
   * @param said what the engine has said since this was last asked
   */
  Damage newDamage(String said) {
    readJournals();
    List<OrderView> orders = account.orders();
    List<FillView> executions = account.fills();
    Set<String> doubled = new TreeSet<>();
    doubled.addAll(twice("order", orders, OrderView::clientOrderId));
    doubled.addAll(twice("trade", executions, FillView::tradeId));
    doubled.addAll(
        twice(
            "decision",
            orders.stream()
                .map(order -> intents.get(order.clientOrderId()))
                .filter(Objects::nonNull)
                .filter(intent -> intent.purpose() == Purpose.ENTRY)
                .toList(),
            NewOrder::cause));
    Set<String> lost = new TreeSet<>();
    Map<Long, Long> executed =
        executions.stream()
            .collect(Collectors.groupingBy(FillView::orderId, Collectors.counting()));
    for (OrderView order : orders) {
      if (!intents.containsKey(order.clientOrderId())) {
        lost.add("the journal does not know order " + order.clientOrderId());
      }
      Map<String, BigDecimal> fills = booked.getOrDefault(order.clientOrderId(), Map.of());
      BigDecimal qty = fills.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
      if (qty.compareTo(order.executed()) != 0
          || fills.size() != executed.getOrDefault(order.id(), 0L)) {
        lost.add(
            "order %s executed %s in %d fills, of which %s in %d are in the journal"
                .formatted(
                    order.clientOrderId(),
                    order.executed().toPlainString(),
                    executed.getOrDefault(order.id(), 0L),
                    qty.toPlainString(),
                    fills.size()));
      }
    }
    lost.addAll(corrections(said));
    doubled.removeIf(told::contains);
    lost.removeIf(told::contains);
    told.addAll(doubled);
    told.addAll(lost);
    return new Damage(List.copyOf(doubled), List.copyOf(lost));
  }

  /** A lost fill would show as a balance that had to be set to the venue's. */
  private static List<String> corrections(String said) {
    return said.lines().filter(line -> CORRECTIONS.stream().anyMatch(line::contains)).toList();
  }

  /** Finished segments are read once, the open one each time. */
  private void readJournals() {
    List<Path> segments = Journals.segments(desk.journal());
    for (Path segment : segments) {
      if (segment.equals(segments.getLast()) || finished.add(segment)) {
        Journals.records(segment).forEach(this::take);
      }
    }
    // The account's history names orders as the venue does.
    past.removeIf(fill -> {
      String order = clientIds.get(fill.venueOrderId());
      if (order != null) {
        book(order, fill.tradeId(), fill.qty());
      }
      return order != null;
    });
  }

  private void take(JournalRecord record) {
    switch (record) {
      case JournalRecord.Wanted(Action.Submit(NewOrder order)) ->
          intents.put(order.id().value(), order);
      case JournalRecord.Happened(VenueEvent.Accepted accepted) ->
          clientIds.put(accepted.venueOrderId(), accepted.order().value());
      case JournalRecord.Happened(VenueEvent.OrderFound(long _, VenueOrder found)) ->
          clientIds.put(found.venueOrderId(), found.id().value());
      case JournalRecord.Happened(VenueEvent.Filled filled) -> {
        clientIds.put(filled.venueOrderId(), filled.order().value());
        book(filled.order().value(), filled.tradeId(), filled.qty());
      }
      case JournalRecord.Happened(VenueEvent.AccountRead(long _, AccountSnapshot read)) -> {
        read.openOrders().forEach(open -> clientIds.put(open.venueOrderId(), open.id().value()));
        past.addAll(read.fills());
      }
      case JournalRecord.Wanted _, JournalRecord.Happened _ -> {
        // Nothing that is asked of it.
      }
    }
  }

  private void book(String order, String trade, BigDecimal qty) {
    booked.computeIfAbsent(order, _ -> new HashMap<>()).put(trade, qty);
  }

  private static <T> List<String> twice(String what, List<T> all, Function<T, Object> key) {
    Map<Object, Long> counts =
        all.stream().collect(Collectors.groupingBy(key, Collectors.counting()));
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() > 1)
        .map(entry -> what + " " + entry.getKey() + " was seen " + entry.getValue() + " times")
        .toList();
  }
}
