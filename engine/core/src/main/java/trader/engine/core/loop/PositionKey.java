package trader.engine.core.loop;

import trader.control.Account;
import trader.control.InstrumentId;

/** The one position that an account can have in an instrument. */
record PositionKey(Account account, InstrumentId instrument) {

  @Override
  public String toString() {
    return account.text() + " " + instrument;
  }
}
