package trader.commands.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import trader.commands.Command;
import trader.commands.Refusal;
import trader.commands.Secret;
import trader.commands.people.Person;
import trader.commands.people.Totp;
import trader.control.Alert;
import trader.control.Reason;

/**
 * Looks at codes of code generators: each is good once, and after too many wrong ones none is
 * looked at for a while. A try is counted before it is looked at, so that many at once gain
 * nothing.
 */
final class Codes {
  static final int TRIES = 5;
  static final Duration LOCK = Duration.ofMinutes(15);

  /** Longer than a code can be good. */
  private static final Duration KEPT = Totp.STEP.multipliedBy(4);

  private final Tools tools;

  /**
   * What the code was given with.
   *
   * @param verb {@code confirm} or {@code approve}
   * @param id of the preview or the proposal
   */
  record Step(String verb, String id) {
    String text() {
      return verb + " " + id;
    }
  }

  Codes(Tools tools) {
    this.tools = tools;
  }

  /**
   * Why the actor's code does not do, or none can be asked for; empty where it does.
   *
   * @param command what it would do, in words only
   */
  Optional<Refusal> refusal(Request request, String command, Step step) {
    Optional<Refusal> codeless = tools.people().codeless(request.actor(), command);
    if (codeless.isPresent()) {
      return codeless;
    }
    Person person = tools.people().person(request.actor()).orElseThrow();
    Optional<Secret> code = code(request);
    if (code.isEmpty()) {
      return Optional.of(new Refusal.CodeMissing(step.text(), command));
    }
    String who = person.id();
    long tries = tools.store().tally("totp:" + who, LOCK);
    if (tries > TRIES) {
      return Optional.of(new Refusal.CodeLocked(who, LOCK));
    }
    Instant now = tools.clock().instant();
    OptionalLong found = Totp.of(person.totp().orElseThrow()).stepOf(code.get(), now);
    boolean used =
        found.isPresent() && !tools.store().firstUse("totp:" + who + ":" + found.getAsLong(), KEPT);
    if (found.isPresent() && !used) {
      tools.store().endTally("totp:" + who);
      return Optional.empty();
    }
    int left = (int) (TRIES - tries);
    if (left == 0) {
      locked(request, who);
    }
    return Optional.of(new Refusal.CodeWrong(step.text(), used, left));
  }

  private static Optional<Secret> code(Request request) {
    return switch (request.command()) {
      case Command.Confirm confirm -> confirm.code();
      case Command.Approve approve -> approve.code();
      case Command.Reading _,
          Command.LeverChange _,
          Command.Close _,
          Command.TakeSnapshot _,
          Command.Reject _,
          Command.AcknowledgeAlert _,
          Command.SilenceAlerts _ ->
          request.code();
    };
  }

  private void locked(Request request, String who) {
    String text =
        TRIES
            + " wrong codes of "
            + who
            + " from "
            + request.actor().label()
            + "; for up to "
            + LOCK.toMinutes()
            + " minutes none is looked at. If it was not "
            + who
            + ", replace the secret in the operators file.";
    tools.audit().write(request, "locked", text);
    tools
        .store()
        .raise(
            new Alert(
                Alert.Severity.CRITICAL,
                Reason.INTRUSION,
                who,
                text,
                request.actor().surface(),
                tools.clock().instant()));
  }
}
