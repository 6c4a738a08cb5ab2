package trader.venues.binance.futures;

import java.util.function.Consumer;
import java.util.function.LongSupplier;
import trader.venues.binance.ErrorCodes;
import trader.venues.net.RestAnswer;

/** What refusals say beyond the one order: of the key, the account's mode, the venue's rules. */
final class FuturesRefusals {
  private final AccountMode mode;
  private final Consumer<String> trouble;
  private final Runnable rulesDiffer;
  private final LongSupplier nowMicros;

  /**
   * {@code trouble} hears why nothing may be entered from now on, {@code rulesDiffer} that the
   * venue's rules are not ours.
   */
  FuturesRefusals(
      AccountMode mode, Consumer<String> trouble, Runnable rulesDiffer, LongSupplier nowMicros) {
    this.mode = mode;
    this.trouble = trouble;
    this.rulesDiffer = rulesDiffer;
    this.nowMicros = nowMicros;
  }

  void heed(RestAnswer.Refused refused) {
    String words = refused.code() + " " + refused.text();
    if (ErrorCodes.keyTrouble(refused.code())) {
      trouble.accept(ErrorCodes.KEY_TROUBLE + words);
    } else if (refused.code() == AccountMode.WRONG_MODE) {
      trouble.accept(AccountMode.HEDGED);
    } else if (ErrorCodes.rulesDiffer(refused.code())) {
      rulesDiffer.run();
    } else if (FuturesErrors.restricts(refused.code())) {
      mode.restricted(words, nowMicros.getAsLong());
    }
  }
}
