package trader.bot.http;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trader.commands.Secret;

/** The secret that every changing call has to carry; without one all of them are closed. */
public record Token(Optional<Secret> secret) {

  /** Whether changing calls can be made at all. */
  boolean open() {
    return secret.isPresent();
  }

  /** Whether that is the token; compared in constant time. */
  boolean matches(@Nullable String header) {
    return header != null && secret.filter(one -> one.matches(header)).isPresent();
  }
}
