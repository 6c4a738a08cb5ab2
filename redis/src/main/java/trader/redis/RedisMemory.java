package trader.redis;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@link Memory} over a wire. */
final class RedisMemory implements Memory {
  private final Wire wire;

  RedisMemory(Wire wire) {
    this.wire = wire;
  }

  @Override
  public void remember(String name, String value) {
    wire.send(Call.of("SET").key(Keys.remembered(name)).with(value));
  }

  @Override
  public Optional<String> recall(String name) {
    return Optional.ofNullable((String) wire.send(Call.of("GET").key(Keys.remembered(name))));
  }

  @Override
  public void forget(String name) {
    wire.send(Call.of("DEL").key(Keys.remembered(name)));
  }

  @Override
  public boolean lease(String name, String holder, Duration ttl) {
    Object held =
        wire.send(
            Script.call(
                Script.LEASE, List.of(Keys.lease(name)), holder, Long.toString(ttl.toMillis())));
    return Long.valueOf(1).equals(held);
  }

  @Override
  public void release(String name, String holder) {
    wire.send(Script.call(Script.RELEASE, List.of(Keys.lease(name)), holder));
  }

  @Override
  public boolean firstUse(String name, Duration ttl) {
    Call call = Call.of("SET").key(Keys.used(name)).with("1", "NX", "PX").with(ttl.toMillis());
    return "OK".equals(wire.send(call));
  }

  @Override
  public long tally(String name, Duration window) {
    Object count =
        wire.send(
            Script.call(Script.TALLY, List.of(Keys.tally(name)), Long.toString(window.toMillis())));
    return Long.parseLong(String.valueOf(count));
  }

  @Override
  public void endTally(String name) {
    wire.send(Call.of("DEL").key(Keys.tally(name)));
  }
}
