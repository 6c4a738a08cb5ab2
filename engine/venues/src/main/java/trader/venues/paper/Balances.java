package trader.venues.paper;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import trader.engine.core.AccountSnapshot.AssetBalance;

/** What a paper account holds of each asset, and how much of it open orders have locked. */
final class Balances {
  private final Map<String, AssetBalance> byAsset = new TreeMap<>();

  AssetBalance of(String asset) {
    return byAsset.getOrDefault(asset, new AssetBalance(asset, BigDecimal.ZERO, BigDecimal.ZERO));
  }

  boolean has(String asset, BigDecimal amount) {
    return of(asset).free().compareTo(amount) >= 0;
  }

  void add(String asset, BigDecimal amount) {
    AssetBalance now = of(asset);
    byAsset.put(asset, new AssetBalance(asset, now.free().add(amount), now.locked()));
  }

  void lock(String asset, BigDecimal amount) {
    AssetBalance now = of(asset);
    byAsset.put(
        asset, new AssetBalance(asset, now.free().subtract(amount), now.locked().add(amount)));
  }

  void unlock(String asset, BigDecimal amount) {
    lock(asset, amount.negate());
  }

  List<AssetBalance> all() {
    return List.copyOf(byAsset.values());
  }
}
