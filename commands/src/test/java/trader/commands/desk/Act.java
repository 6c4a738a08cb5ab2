package trader.commands.desk;

import trader.commands.Role;

/** Everything that changes something, for the authorization matrix. */
enum Act {
  HALT("mode halt", Role.OPERATOR, Way.LOWERS),
  PAUSE("pause", Role.OPERATOR, Way.LOWERS),
  KILL("kill", Role.OPERATOR, Way.LOWERS),
  LOWER_STAGE("capital stage 10", Role.OPERATOR, Way.LOWERS),
  CLOSE("close all", Role.OPERATOR, Way.LOWERS),
  REJECT_PROPOSAL("reject P-1", Role.OPERATOR, Way.LOWERS),
  SNAPSHOT("snapshot now", Role.OPERATOR, Way.LOWERS),
  NOTE_ALERT("alerts ack mode_changed", Role.OPERATOR, Way.LOWERS),
  SILENCE_ALERTS("alerts silence drawdown 5", Role.OPERATOR, Way.LOWERS),
  APPROVE_PROPOSAL("approve P-1", Role.APPROVER, Way.DECIDES),
  PAPER("mode paper", Role.RISK_RAISER, Way.RAISES),
  RESUME("resume", Role.RISK_RAISER, Way.RAISES),
  REARM("rearm", Role.RISK_RAISER, Way.RAISES),
  STAGE_20("capital stage 20", Role.RISK_RAISER, Way.RAISES),
  AUTO("mode auto", Role.RISK_RAISER, Way.TAKES_TWO),
  CANARY("canary green", Role.RISK_RAISER, Way.TAKES_TWO),
  STAGE_50("capital stage 50", Role.RISK_RAISER, Way.TAKES_TWO);

  /** How it is done. */
  enum Way {
    /** One message. */
    LOWERS,
    /** One message with a code. */
    DECIDES,
    /** A preview, and a confirmation with a code. */
    RAISES,
    /** The same, and a second person's approval with a code. */
    TAKES_TWO
  }

  final String words;
  final Role role;
  final Way way;

  Act(String words, Role role, Way way) {
    this.words = words;
    this.role = role;
    this.way = way;
  }

  boolean previewed() {
    return way == Way.RAISES || way == Way.TAKES_TWO;
  }
}
