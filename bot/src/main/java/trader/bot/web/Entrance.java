package trader.bot.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import trader.commands.Actor;
import trader.commands.Role;
import trader.commands.Secret;
import trader.commands.people.Operators;
import trader.commands.people.Person;

/** Turns a token into whom the desk takes its bearer for. */
final class Entrance {
  static final String SURFACE = "web";
  private static final String SHARED = "ops-token";

  private final Optional<String> sharedHash;
  private final Supplier<Optional<Operators.Source>> operators;

  /**
   * An entrance.
   *
   * @param shared the token of the ops API, which names nobody
   * @param operators the people with tokens of their own, where there are any
   */
  Entrance(Optional<Secret> shared, Supplier<Optional<Operators.Source>> operators) {
    this.sharedHash = shared.map(secret -> hash(secret.reveal()));
    this.operators = operators;
  }

  /**
   * What a person has proved.
   *
   * @param tokenHash SHA-256 of the token, lower-case hex
   * @param claimedName what the person called themselves; believed of the shared token only, which
   *     names nobody
   */
  record Credential(String tokenHash, String claimedName) {}

  /** Whether any token at all opens it. */
  boolean open() {
    return sharedHash.isPresent()
        || people().stream()
            .flatMap(one -> one.people().stream())
            .anyMatch(person -> !person.tokens().isEmpty());
  }

  /**
   * Whom the credential stands for now: a token that was taken out of the operators file stands for
   * nobody from then on. Each known token is compared, in constant time.
   */
  Optional<Actor> actor(Credential credential) {
    Optional<Actor> found =
        sharedHash.filter(hash -> same(hash, credential.tokenHash())).map(_ -> shared(credential));
    for (Person person : people().map(Operators::people).orElse(List.of())) {
      for (String hash : person.tokens()) {
        if (same(hash, credential.tokenHash())) {
          found = Optional.of(of(person));
        }
      }
    }
    return found;
  }

  private Optional<Operators> people() {
    return operators.get().map(Operators.Source::now);
  }

  private static Actor shared(Credential credential) {
    String name = credential.claimedName().strip();
    return new Actor(
        SURFACE,
        // Never just the name: that is how those are called who proved it.
        name.isEmpty() ? SHARED : SHARED + "+" + name,
        Set.of(Role.VIEWER, Role.OPERATOR, Role.RISK_RAISER),
        "logged in with OPS_API_TOKEN, which names nobody"
            + (name.isEmpty() ? "" : "; the name is what the person gave"));
  }

  private static Actor of(Person person) {
    return new Actor(
        SURFACE,
        person.id(),
        person.roles(),
        "logged in with an API token of " + person.name(),
        Optional.of(person.id()));
  }

  private static boolean same(String left, String right) {
    return MessageDigest.isEqual(
        left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
  }

  /** SHA-256 of the text in UTF-8, as lower-case hex. */
  static String hash(String text) {
    return hash(text.getBytes(StandardCharsets.UTF_8));
  }

  /** SHA-256 as lower-case hex. */
  static String hash(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing from this Java runtime", e);
    }
  }
}
