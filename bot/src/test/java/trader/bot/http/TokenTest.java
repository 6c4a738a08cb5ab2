package trader.bot.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import trader.commands.Secret;

class TokenTest {

  @Test
  void tokenMatchesOnlyItself() {
    Token token = new Token(Optional.of(new Secret("ops-token")));

    assertThat(token.matches("ops-token")).isTrue();
    assertThat(token.matches("ops-toke")).isFalse();
    assertThat(token.matches("")).isFalse();
    assertThat(token.matches(null)).isFalse();
  }

  @Test
  void missingTokenMatchesNothing() {
    Token none = new Token(Optional.empty());

    assertThat(none.open()).isFalse();
    assertThat(none.matches("")).isFalse();
    assertThat(none.toString()).doesNotContain("ops");
  }
}
