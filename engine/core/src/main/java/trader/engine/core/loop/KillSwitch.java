package trader.engine.core.loop;

import trader.control.Acknowledgement.Outcome;
import trader.control.Alert;
import trader.control.Reason;
import trader.engine.core.Action;

/** Throws the kill switch, whoever demands it: a person, a rail, or a breach of what must hold. */
final class KillSwitch {
  private static final String SUBJECT = "kill_switch";
  private final Books books;
  private final Outbox outbox;
  private final Gatekeeper gatekeeper;

  KillSwitch(Books books, Outbox outbox, Gatekeeper gatekeeper) {
    this.books = books;
    this.outbox = outbox;
    this.gatekeeper = gatekeeper;
  }

  /** Throws it; it stays thrown until an operator's grant arms it again. */
  void throwOver(String commandId, Reason reason, String why) {
    books.levers().kill(outbox.atMicros(), reason.text() + " " + why);
    outbox.log(
        Action.Log.Level.ERROR,
        "KILL_SWITCH_ACTIVATED",
        "reason=" + reason.text() + " why=\"" + why + "\"");
    outbox.alert(
        Alert.Severity.CRITICAL,
        reason,
        SUBJECT,
        "the kill switch is thrown: " + reason.text() + " " + why + "; /why shows what holds");
    outbox.add(new Action.Audit(Outbox.KILLED, reason.text(), "applied", why));
    gatekeeper.answerOnceSet(commandId, "kill", "killed", Outcome.APPLIED, why, true);
  }

  /** Throws it for a breach, unless it is thrown already. */
  void throwFor(Reason reason, String why) {
    if (!books.levers().killed()) {
      throwOver("", reason, why);
    }
  }

  /** It is armed again: nobody need look at it any more. */
  void rearmed() {
    outbox.calm(SUBJECT);
  }
}
