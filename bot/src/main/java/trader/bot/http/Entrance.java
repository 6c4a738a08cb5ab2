package trader.bot.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import trader.commands.Actor;
import trader.commands.Role;
import trader.commands.Secret;
import trader.commands.people.Operators;
import trader.commands.people.Person;

/** Turns a token into whom the desk takes its bearer for. */
public final class Entrance {
  private static final String SHARED = "ops-token";

  private final Optional<String> sharedHash;
  private final Optional<Operators.Source> operators;

  /**
   * An entrance.
   *
   * @param shared the token of the ops API, which names nobody
   * @param operators the people with tokens of their own, where there are any
   */
  public Entrance(Optional<Secret> shared, Optional<Operators.Source> operators) {
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
  public record Credential(String tokenHash, String claimedName) {
    /** Of a token as it was given. */
    public static Credential of(String token, String claimedName) {
      return new Credential(hash(token.strip()), claimedName);
    }
  }

  /** Whether any token at all opens it. */
  public boolean open() {
    return sharedHash.isPresent()
        || people().stream()
            .flatMap(one -> one.people().stream())
            .anyMatch(person -> !person.tokens().isEmpty());
  }

  /**
   * Whom the credential stands for now: a token that was taken out of the operators file stands for
   * nobody from then on. Each known token is compared, in constant time.
   *
   * @param surface where it was shown, e.g. {@code web}
   */
  public Optional<Actor> actor(String surface, Credential credential) {
    Optional<Actor> found =
        sharedHash
            .filter(hash -> same(hash, credential.tokenHash()))
            .map(_ -> shared(surface, credential));
    for (Person person : people().map(Operators::people).orElse(List.of())) {
      for (String hash : person.tokens()) {
        if (same(hash, credential.tokenHash())) {
          found = Optional.of(of(surface, person));
        }
      }
    }
    return found;
  }

  private Optional<Operators> people() {
    return operators.map(Operators.Source::now);
  }

  private static Actor shared(String surface, Credential credential) {
    String name = credential.claimedName().strip();
    return new Actor(
        surface,
        // Never just the name: that is how those are called who proved it.
        name.isEmpty() ? SHARED : SHARED + "+" + name,
        Set.of(Role.VIEWER, Role.OPERATOR, Role.RISK_RAISER),
        "the token was OPS_API_TOKEN, which names nobody"
            + (name.isEmpty() ? "" : "; the name is only what was given with it"));
  }

  private static Actor of(String surface, Person person) {
    return new Actor(
        surface,
        person.id(),
        person.roles(),
        "the token is an API token of " + person.name(),
        Optional.of(person.id()));
  }

  private static boolean same(String left, String right) {
    return MessageDigest.isEqual(
        left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
  }

  /** SHA-256 of the text in UTF-8, as lower-case hex. */
  public static String hash(String text) {
    return hash(text.getBytes(StandardCharsets.UTF_8));
  }

  /** SHA-256 as lower-case hex. */
  public static String hash(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing from this Java runtime", e);
    }
  }
}
