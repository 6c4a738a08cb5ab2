package trader.control;

import java.time.Instant;
import java.util.Optional;

/**
 * The desk's own record of a lever's last change, written beside the lever's value in the same
 * atomic step. A change that raises risk is a grant: its directive is signed, and an engine obeys
 * it only while the signature holds, the epoch is newer than any it has obeyed, and it is fresh.
 *
 * @param lever the lever that was moved
 * @param value the lever's new text
 * @param epoch rises with every directive, also across a lost Redis: the greater of the last epoch
 *     plus one and the issue time in epoch milliseconds
 * @param commandId the command that asked for it
 * @param actor who asked, e.g. {@code cli:anna}
 * @param reason why, in the actor's words
 * @param issuedAt when it was issued
 * @param signature lower-case hex of the HMAC-SHA-256 over {@link #signedText()}, absent where the
 *     change lowers risk and no key was at hand
 */
public record Directive(
    ControlLever lever,
    String value,
    long epoch,
    String commandId,
    String actor,
    String reason,
    Instant issuedAt,
    Optional<String> signature) {

  /** The text that is signed: every field but the signature, each prefixed by its length. */
  public String signedText() {
    return SignedText.of(
        "trader.grant.v1",
        lever.text(),
        value,
        Long.toString(epoch),
        commandId,
        actor,
        reason,
        Long.toString(issuedAt.toEpochMilli()));
  }

  /** The same directive with {@code signature} set. */
  public Directive signed(String hex) {
    return new Directive(lever, value, epoch, commandId, actor, reason, issuedAt, Optional.of(hex));
  }
}
