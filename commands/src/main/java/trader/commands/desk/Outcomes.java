package trader.commands.desk;

import trader.commands.Outcome;

/** The words by which the audit tells outcomes. */
final class Outcomes {
  private Outcomes() {}

  static String word(Outcome outcome) {
    return switch (outcome) {
      case DONE -> "applied";
      case FAILED -> "failed";
      case MISUNDERSTOOD, REFUSED -> "refused";
      case UNCONFIRMED -> "previewed";
      case NOT_ACKNOWLEDGED -> "not confirmed";
    };
  }
}
