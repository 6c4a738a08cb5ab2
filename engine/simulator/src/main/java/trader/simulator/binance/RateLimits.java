package trader.simulator.binance;

import java.util.HashMap;
import java.util.Map;
import trader.simulator.net.Json;
import trader.simulator.net.RateWindow;
import trader.simulator.witness.Witness;

/**
 * Counts what clients ask for in windows aligned to the clock: weight and connects by address,
 * unfilled orders by account. Going on after a 429 earns a ban, each longer than the last.
 */
public final class RateLimits {
  private static final long SECOND = 1_000_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long FIVE_MINUTES = 5 * MINUTE;
  private static final long TEN_SECONDS = 10 * SECOND;
  private static final long DAY = 1_440 * MINUTE;
  private static final long FIRST_BAN = 2 * MINUTE;
  private static final long LONGEST_BAN = 3 * DAY;
  private static final int WARNINGS_BEFORE_BAN = 10;

  private static final class Address {
    private final RateWindow weight = new RateWindow(MINUTE);
    private final RateWindow raw = new RateWindow(FIVE_MINUTES);
    private final RateWindow connects = new RateWindow(FIVE_MINUTES);
    private final RateWindow warnings = new RateWindow(MINUTE);
    private long bannedUntil;
    private long nextBan = FIRST_BAN;
  }

  private static final class Account {
    private final RateWindow tenSeconds = new RateWindow(TEN_SECONDS);
    private final RateWindow day;

    Account(long longMicros) {
      day = new RateWindow(longMicros);
    }
  }

  private final Limits limits;
  private final String longInterval;
  private final Witness witness;
  private final Map<String, Address> addresses = new HashMap<>();
  private final Map<String, Account> accounts = new HashMap<>();

  private RateLimits(Limits limits, String longInterval, Witness witness) {
    this.limits = limits;
    this.witness = witness;
    this.longInterval = longInterval;
  }

  /** Of spot: orders are counted in ten seconds and in a day. */
  public static RateLimits spot(Limits limits, Witness witness) {
    return new RateLimits(limits, "DAY", witness);
  }

  /** Of futures: orders are counted in ten seconds and in a minute. */
  public static RateLimits futures(Limits limits, Witness witness) {
    return new RateLimits(limits, "MINUTE", witness);
  }

  /** The unit of the longer window in the names of headers, {@code d} or {@code m}. */
  String longUnit() {
    return longInterval.equals("DAY") ? "d" : "m";
  }

  /** What is allowed. */
  public Limits limits() {
    return limits;
  }

  private Address address(String ip) {
    return addresses.computeIfAbsent(ip, k -> new Address());
  }

  private Account account(String name) {
    return accounts.computeIfAbsent(
        name, k -> new Account(longInterval.equals("DAY") ? DAY : MINUTE));
  }

  /** Counts a request's weight, or refuses it with 429 or 418. */
  public void charge(String ip, int weight, long nowMicros) {
    Address address = address(ip);
    if (address.bannedUntil > nowMicros) {
      witness.overLimit("ban");
      throw banned(address, nowMicros);
    }
    address.weight.add(nowMicros, weight);
    address.raw.add(nowMicros, 1);
    boolean overWeight = address.weight.at(nowMicros) > limits.weightPerMinute();
    boolean overRaw = address.raw.at(nowMicros) > limits.rawRequestsPerFiveMinutes();
    if (!overWeight && !overRaw) {
      return;
    }
    witness.overLimit(overWeight ? "weight" : "requests");
    address.warnings.add(nowMicros, 1);
    if (address.warnings.at(nowMicros) > WARNINGS_BEFORE_BAN) {
      ban(ip, address.nextBan, nowMicros);
      address.nextBan = Math.min(LONGEST_BAN, address.nextBan * 2);
      throw banned(address, nowMicros);
    }
    throw tooMuchWeight((overWeight ? address.weight : address.raw).secondsLeft(nowMicros));
  }

  /** The refusal of a request that is one too many. */
  public ApiError tooMuchWeight(int retryAfterSeconds) {
    return new ApiError(
        429,
        -1003,
        "Too much request weight used; current limit is "
            + limits.weightPerMinute()
            + " request weight per 1 MINUTE. Please use WebSocket Streams for live updates to avoid"
            + " polling the API.",
        retryAfterSeconds,
        null);
  }

  /** Bans an address for so many microseconds. */
  public void ban(String ip, long micros, long nowMicros) {
    address(ip).bannedUntil = nowMicros + micros;
  }

  /** The refusal of a banned address. */
  public ApiError banned(String ip, long nowMicros) {
    return banned(address(ip), nowMicros);
  }

  private static ApiError banned(Address address, long nowMicros) {
    long until = Math.floorDiv(address.bannedUntil, 1_000L);
    int seconds = (int) ((address.bannedUntil - nowMicros + SECOND - 1) / SECOND);
    return new ApiError(
        418,
        -1003,
        "Way too much request weight used; IP banned until "
            + until
            + ". Please use WebSocket Streams for live updates to avoid bans.",
        seconds,
        null);
  }

  /** Counts a connect; whether it may be. */
  public boolean mayConnect(String ip, long nowMicros) {
    Address address = address(ip);
    address.connects.add(nowMicros, 1);
    boolean may =
        address.connects.at(nowMicros) <= limits.connectsPerFiveMinutes()
            && address.bannedUntil <= nowMicros;
    if (!may) {
      witness.overLimit("connects");
    }
    return may;
  }

  /** The weight used in the minute that runs. */
  public int weight(String ip, long nowMicros) {
    return address(ip).weight.at(nowMicros);
  }

  /** Counts new orders, or refuses them with 429. */
  public void order(String name, int orders, long nowMicros) {
    Account account = account(name);
    if (account.tenSeconds.at(nowMicros) + orders > limits.ordersPerTenSeconds()) {
      witness.overLimit("orders in ten seconds");
      throw tooManyOrders(
          limits.ordersPerTenSeconds(), "10 SECOND", account.tenSeconds.secondsLeft(nowMicros));
    }
    if (account.day.at(nowMicros) + orders > limits.ordersPerDay()) {
      witness.overLimit("orders in a longer time");
      throw tooManyOrders(
          limits.ordersPerDay(), "1 " + longInterval, account.day.secondsLeft(nowMicros));
    }
    account.tenSeconds.add(nowMicros, orders);
    account.day.add(nowMicros, orders);
  }

  private static ApiError tooManyOrders(int limit, String window, int retryAfterSeconds) {
    return new ApiError(
        429,
        -1015,
        "Too many new orders; current limit is " + limit + " orders per " + window + ".",
        retryAfterSeconds,
        null);
  }

  /** Gives back what orders counted: when one trades for the first time, or is refused. */
  public void giveBack(String name, int orders, long nowMicros) {
    Account account = account(name);
    account.tenSeconds.add(nowMicros, -orders);
    account.day.add(nowMicros, -orders);
  }

  /** The orders counted in the ten seconds that run. */
  public int ordersInTenSeconds(String name, long nowMicros) {
    return account(name).tenSeconds.at(nowMicros);
  }

  /** The orders counted in the longer window that runs. */
  public int ordersInDay(String name, long nowMicros) {
    return account(name).day.at(nowMicros);
  }

  /** Writes the venue's list of limits, with the account's and the address's counts. */
  public void write(Json out, String ip, String account, boolean withOrders, long nowMicros) {
    out.openArray();
    if (withOrders) {
      one(out, "ORDERS", "SECOND", 10, limits.ordersPerTenSeconds())
          .put("count", ordersInTenSeconds(account, nowMicros))
          .close();
      one(out, "ORDERS", longInterval, 1, limits.ordersPerDay())
          .put("count", ordersInDay(account, nowMicros))
          .close();
    }
    if (!ip.isEmpty()) {
      one(out, "REQUEST_WEIGHT", "MINUTE", 1, limits.weightPerMinute())
          .put("count", weight(ip, nowMicros))
          .close();
    }
    out.closeArray();
  }

  /** Writes the limits without counts, for exchangeInfo. */
  public void write(Json out) {
    out.openArray();
    one(out, "REQUEST_WEIGHT", "MINUTE", 1, limits.weightPerMinute()).close();
    one(out, "ORDERS", "SECOND", 10, limits.ordersPerTenSeconds()).close();
    one(out, "ORDERS", longInterval, 1, limits.ordersPerDay()).close();
    one(out, "RAW_REQUESTS", "MINUTE", 5, limits.rawRequestsPerFiveMinutes()).close();
    out.closeArray();
  }

  private static Json one(Json out, String type, String interval, int number, int limit) {
    return out.open()
        .put("rateLimitType", type)
        .put("interval", interval)
        .put("intervalNum", number)
        .put("limit", limit);
  }
}
