package trader.simulator.krakenspot;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import trader.simulator.net.ApiKey;

/**
 * Who may make private calls: key, then nonce, then signature; what repeatedly fails is shut out.
 */
final class Gatekeeper {
  private static final Pattern NONCE = Pattern.compile("[0-9]{1,20}");

  private final Map<String, Holder> holders = new HashMap<>();
  private final KrakenSpotLimits limits;

  /** A key and what it has done so far. */
  private static final class Holder {
    private final ApiKey key;
    private long lastNonce;
    private int failures;
    private long lockedUntilMicros;

    Holder(ApiKey key) {
      this.key = key;
    }
  }

  Gatekeeper(List<ApiKey> keys, KrakenSpotLimits limits) {
    keys.forEach(key -> holders.put(key.key(), new Holder(key)));
    this.limits = limits;
  }

  /** The account that a call may speak for. */
  String admit(
      @Nullable String key,
      @Nullable String signature,
      String path,
      @Nullable String nonce,
      byte[] body,
      long nowMicros) {
    Holder holder = key == null ? null : holders.get(key);
    if (holder == null) {
      throw new KrakenError("EAPI:Invalid key");
    }
    if (nowMicros < holder.lockedUntilMicros) {
      throw new KrakenError("EGeneral:Temporary lockout");
    }
    if (nonce == null || !NONCE.matcher(nonce).matches()) {
      throw failed(holder, "EAPI:Invalid nonce", nowMicros);
    }
    if (!ApiSign.verify(holder.key.secret(), path, nonce, body, signature)) {
      throw failed(holder, "EAPI:Invalid signature", nowMicros);
    }
    long value;
    try {
      value = Long.parseUnsignedLong(nonce);
    } catch (NumberFormatException e) {
      throw failed(holder, "EAPI:Invalid nonce", nowMicros);
    }
    if (Long.compareUnsigned(value, holder.lastNonce) <= 0) {
      throw failed(holder, "EAPI:Invalid nonce", nowMicros);
    }
    holder.lastNonce = value;
    holder.failures = 0;
    return holder.key.account();
  }

  private KrakenError failed(Holder holder, String text, long nowMicros) {
    holder.failures++;
    if (holder.failures >= limits.failuresBeforeLockout()) {
      lock(holder, limits.lockout(), nowMicros);
    }
    return new KrakenError(text);
  }

  private static void lock(Holder holder, Duration how, long nowMicros) {
    holder.failures = 0;
    holder.lockedUntilMicros = nowMicros + how.toNanos() / 1_000;
  }

  /** Shuts every key out for a while. */
  void lockOut(Duration how, long nowMicros) {
    holders.values().forEach(holder -> lock(holder, how, nowMicros));
  }

  /** Lets every key in again. */
  void forgive() {
    holders.values().forEach(holder -> holder.lockedUntilMicros = 0);
  }
}
