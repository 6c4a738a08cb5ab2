package trader.simulator.matching;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who owns what: free and locked amounts by account and asset, scaled as in {@link Decimals}. The
 * two inner accounts (the house that makes the market, and the fees) make every movement a
 * transfer, so that the sum over all accounts never changes but by a deposit.
 */
public final class Ledger {
  /** The account of the liquidity that is not a client's; it may go below zero. */
  public static final String HOUSE = "#house";

  /** The account that receives commissions. */
  public static final String FEES = "#fees";

  private final Map<String, Map<String, Holding>> accounts = new TreeMap<>();
  private final Map<String, Set<String>> touched = new LinkedHashMap<>();

  /** What an account holds of one asset. */
  private static final class Holding {
    private long free;
    private long locked;
    private long deposited;
  }

  /** A read of one holding. */
  public record Balance(String asset, long free, long locked) {}

  private Holding holding(String account, String asset) {
    return accounts
        .computeIfAbsent(account, k -> new TreeMap<>())
        .computeIfAbsent(asset, k -> new Holding());
  }

  private Holding touch(String account, String asset) {
    if (account.charAt(0) != '#') {
      touched.computeIfAbsent(account, k -> new LinkedHashSet<>()).add(asset);
    }
    return holding(account, asset);
  }

  /** Adds (or with a negative amount takes) free funds from outside. */
  public void deposit(String account, String asset, long amount) {
    Holding h = touch(account, asset);
    h.free = Math.addExact(h.free, amount);
    h.deposited += amount;
  }

  /** What came from outside, less what went there. */
  public long deposited(String account, String asset) {
    return holding(account, asset).deposited;
  }

  /** What is free. */
  public long free(String account, String asset) {
    return holding(account, asset).free;
  }

  /** What is locked in open orders. */
  public long locked(String account, String asset) {
    return holding(account, asset).locked;
  }

  /** All holdings of an account, by asset. */
  public Map<String, Balance> balances(String account) {
    Map<String, Balance> result = new LinkedHashMap<>();
    accounts
        .getOrDefault(account, Map.of())
        .forEach((asset, h) -> result.put(asset, new Balance(asset, h.free, h.locked)));
    return result;
  }

  /** All accounts, the inner ones included. */
  public Set<String> accounts() {
    return Set.copyOf(accounts.keySet());
  }

  boolean isFree(String account, String asset, long amount) {
    return free(account, asset) >= amount;
  }

  void lock(String account, String asset, long amount) {
    Holding h = touch(account, asset);
    if (amount < 0 || h.free < amount) {
      throw new IllegalStateException(
          "cannot lock " + Decimals.text(amount) + " " + asset + " of " + account);
    }
    h.free -= amount;
    h.locked += amount;
  }

  void unlock(String account, String asset, long amount) {
    Holding h = touch(account, asset);
    if (amount < 0 || h.locked < amount) {
      throw new IllegalStateException(
          "cannot unlock " + Decimals.text(amount) + " " + asset + " of " + account);
    }
    h.locked -= amount;
    h.free += amount;
  }

  void move(String from, String to, String asset, long amount) {
    Holding source = touch(from, asset);
    if (source.free < amount && from.charAt(0) != '#') {
      throw new IllegalStateException(
          from + " has not " + Decimals.text(amount) + " " + asset + " free");
    }
    source.free -= amount;
    Holding target = touch(to, asset);
    target.free = Math.addExact(target.free, amount);
  }

  /** Moves an amount of either sign; an account whose positions are lost may owe for a moment. */
  void moveOnMargin(String from, String to, String asset, long amount) {
    Holding source = touch(from, asset);
    source.free = Math.subtractExact(source.free, amount);
    Holding target = touch(to, asset);
    target.free = Math.addExact(target.free, amount);
  }

  /** Hands over the accounts and assets touched since the last call, and forgets them. */
  Map<String, Set<String>> drainTouched() {
    if (touched.isEmpty()) {
      return Map.of();
    }
    Map<String, Set<String>> result = new LinkedHashMap<>(touched);
    touched.clear();
    return result;
  }
}
