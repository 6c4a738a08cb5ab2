package trader.venues.paper;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import trader.control.Account;
import trader.control.InstrumentId;
import trader.engine.core.AccountSnapshot;
import trader.engine.core.AccountSnapshot.AssetBalance;
import trader.engine.core.AccountSnapshot.VenuePosition;
import trader.engine.core.VenueOrder;
import trader.engine.core.orders.ClientOrderId;
import trader.venues.net.RecentMap;

/** What a paper account holds, and its orders; what those would give is locked. */
final class PaperAccount {
  private static final int FINISHED_KEPT = 1_000;
  private final Account account;
  private final Balances balances = new Balances();
  private final Map<InstrumentId, PaperPosition> positions = new LinkedHashMap<>();
  private final Map<ClientOrderId, PaperOrder> open = new LinkedHashMap<>();
  private final Map<ClientOrderId, VenueOrder> finished = new RecentMap<>(FINISHED_KEPT);

  /** An account that holds nothing; {@code account} is the one for which it stands in. */
  PaperAccount(Account account) {
    this.account = account;
  }

  Account account() {
    return account;
  }

  /** Adds to what it holds of an asset; a negative amount is taken out. */
  void add(String asset, BigDecimal amount) {
    balances.add(asset, amount);
  }

  void hold(InstrumentId instrument, PaperPosition position) {
    positions.put(instrument, position);
  }

  boolean has(String asset, BigDecimal amount) {
    return balances.has(asset, amount);
  }

  /** Whether it can give that much for an order that works, what that has locked included. */
  boolean covers(PaperOrder order, BigDecimal given) {
    return balances.has(order.givenAsset(), given.subtract(order.locked()));
  }

  AssetBalance balance(String asset) {
    return balances.of(asset);
  }

  /** Signed, flat where nothing was traded. */
  PaperPosition position(InstrumentId instrument) {
    return positions.computeIfAbsent(
        instrument, _ -> new PaperPosition(BigDecimal.ZERO, BigDecimal.ZERO));
  }

  /** How much of an order would reduce the position and not turn it. */
  BigDecimal reducible(PaperOrder order) {
    return position(order.intent().instrument()).reducible(order.change(order.qty()));
  }

  /** Whether an order works. */
  boolean hasOpen() {
    return !open.isEmpty();
  }

  /** Whether an order of that id works or has worked lately. */
  boolean knows(ClientOrderId order) {
    return open.containsKey(order) || finished.containsKey(order);
  }

  /** Null where it does not work. */
  @Nullable PaperOrder open(ClientOrderId order) {
    return open.get(order);
  }

  /** The orders that work, oldest first. */
  List<PaperOrder> open() {
    return List.copyOf(open.values());
  }

  /** An order as a venue shows it, null where it is not known. */
  @Nullable VenueOrder seen(ClientOrderId order) {
    PaperOrder working = open.get(order);
    return working != null ? working.seen(VenueOrder.Status.WORKING) : finished.get(order);
  }

  /** An order begins to work. */
  void opens(PaperOrder order) {
    balances.lock(order.givenAsset(), order.locked());
    open.put(order.intent().id(), order);
  }

  /** An order works no more. */
  void ends(PaperOrder order, VenueOrder seen) {
    open.remove(order.intent().id());
    balances.unlock(order.givenAsset(), order.locked());
    finished.put(order.intent().id(), seen);
  }

  /** Lets an order work as {@code changed}; false where the account cannot give that much. */
  boolean amends(PaperOrder order, PaperOrder changed) {
    balances.unlock(order.givenAsset(), order.locked());
    if (!balances.has(changed.givenAsset(), changed.locked())) {
      balances.lock(order.givenAsset(), order.locked());
      return false;
    }
    opens(changed);
    return true;
  }

  /** No fills: every one has been told as it happened, to a core that keeps them. */
  AccountSnapshot read() {
    List<VenueOrder> working =
        open.values().stream().map(order -> order.seen(VenueOrder.Status.WORKING)).toList();
    return new AccountSnapshot(account, balances.all(), working, List.of(), held(), List.of());
  }

  private List<VenuePosition> held() {
    List<VenuePosition> held = new ArrayList<>();
    positions.forEach((instrument, position) -> {
      if (position.qty().signum() != 0) {
        held.add(new VenuePosition(instrument, position.qty(), position.averagePrice()));
      }
    });
    return held;
  }
}
