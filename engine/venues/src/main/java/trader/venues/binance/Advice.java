package trader.venues.binance;

/** What an operator does about a refusal, in words that follow the venue's own. */
public final class Advice {
  private Advice() {}

  /** A sentence after a blank, empty where the venue's words say enough. */
  public static String of(int code, String text) {
    return switch (code) {
      case ErrorCodes.FILTER, -1111, -4003, -4005, -4014, -4164 ->
          " The rules that the engine goes by may be old; it reads them again.";
      case ErrorCodes.SIGNATURE ->
          " Check the API secret; nothing new is entered until the venue takes it.";
      case ErrorCodes.KEY_FORMAT, ErrorCodes.KEY_REFUSED ->
          " Check the API key, its right to trade and the addresses that it is bound to; nothing"
              + " new is entered until the venue takes it.";
      case ErrorCodes.ORDER_REJECTED -> ofRejection(text);
      case -2018, -2019, -2027, -2028 ->
          " The venue has less margin free than the order needs: reduce, or add margin.";
      case -2022 -> " The position there is not what the order would reduce; compare the account.";
      case -2023, -4400, -4401, -4402, -4403 ->
          " Only orders that reduce are taken now: see the account at the venue.";
      case -2025, -4045 -> " Cancel orders that are not needed any more.";
      default -> "";
    };
  }

  private static String ofRejection(String text) {
    if (text.startsWith("Account has insufficient balance")) {
      return " Something else holds the funds: compare balances and open orders.";
    }
    if (text.startsWith("Market is closed")) {
      return " The venue has halted the symbol; it says when it trades again in its own news.";
    }
    if (text.startsWith("This action is disabled") || text.startsWith("This symbol is not")) {
      return " The account may not trade this: see its permissions at the venue.";
    }
    return "";
  }
}
