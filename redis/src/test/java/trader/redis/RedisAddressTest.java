package trader.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import trader.redis.RedisAddress.Kind;

class RedisAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis://127.0.0.1:6379",
        "redis://redis.internal:6380/3",
        "rediss://cache.example:6380",
        "redis://[::1]:6379",
        "redis-sentinel://a:26379,b:26380/2#desk",
        "redis-cluster://a:7000,b:7001",
      })
  void anAddressWithoutPasswordReadsBackAsWritten(String url) {
    assertThat(RedisAddress.parse(url)).hasToString(url);
  }

  @Test
  void portsDatabaseAndCredentialsMayBeLeftOut() {
    RedisAddress address = RedisAddress.parse(" redis://localhost ");

    assertThat(address.nodes()).containsExactly(new HostPort("localhost", 6379));
    assertThat(address.db()).isZero();
    assertThat(address.user()).isEmpty();
    assertThat(address.password()).isEmpty();
    assertThat(address.tls()).isFalse();
    assertThat(RedisAddress.parse("redis-sentinel://s#m").nodes())
        .containsExactly(new HostPort("s", 26_379));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "redis://anna:secret@h:1 | anna | secret",
        "redis://:secret@h:1 | '' | secret",
        "redis://secret@h:1 | '' | secret",
        "redis://anna:p%40ss%2Fw+rd@h:1 | anna | p@ss/w+rd",
        "redis://anna:p@ss@h:1 | anna | p@ss",
        "rediss-sentinel://anna:secret@a:1,b:2#m | anna | secret",
        "redis-cluster://:secret@a:1 | '' | secret",
      })
  void passwordIsReadAndNeverShown(String url, String user, String password) {
    RedisAddress address = RedisAddress.parse(url);

    assertThat(address.user().orElse("")).isEqualTo(user);
    assertThat(address.password()).contains(password);
    assertThat(address.toString()).contains(":***@").doesNotContain(password);
  }

  @Test
  void sentinelsShareOneMasterName() {
    RedisAddress address = RedisAddress.parse("redis-sentinel://h1:1,h2:2/0#mymaster");

    assertThat(address.kind()).isEqualTo(Kind.SENTINEL);
    assertThat(address.master()).contains("mymaster");
    assertThat(address.nodes()).isEqualTo(List.of(new HostPort("h1", 1), new HostPort("h2", 2)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "127.0.0.1:6379 | no scheme",
        "http://h:1 | 'http' is unknown",
        "redis:// | host is empty",
        "redis://h:port | port 'port' is not a whole number",
        "redis://h:0 | not within 1 and 65535",
        "redis://h:70000 | not within 1 and 65535",
        "redis://h:1/x | database 'x'",
        "redis://a:1,b:2 | takes one host",
        "redis-sentinel://a:1 | name after #",
        "redis-cluster://a:1/2 | only database 0",
        "redis://user:hunter2@h:port | ***@h:port",
        "user:hunter2@h | ***@h",
      })
  void anErrorNamesTheValueAndWhatIsAllowed(String url, String part) {
    assertThatThrownBy(() -> RedisAddress.parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("REDIS_URL")
        .hasMessageContaining(part)
        .hasMessageContaining("redis://[user:password@]host:port/db")
        .hasMessageNotContaining("hunter2");
  }
}
