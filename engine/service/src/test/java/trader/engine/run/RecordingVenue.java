package trader.engine.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import trader.control.Account;
import trader.engine.core.Action;
import trader.engine.core.orders.NewOrder;
import trader.venues.Venue;

/** A venue that keeps what it is told, and lets a test answer while it is told. */
final class RecordingVenue implements Venue {
  final List<NewOrder> submitted = new ArrayList<>();
  final List<Action.Cancel> cancelled = new ArrayList<>();
  final List<Runnable> unsent = new ArrayList<>();
  Consumer<NewOrder> onSubmit = _ -> {};
  boolean keepsUnsent;
  private final Account account;

  RecordingVenue(Account account) {
    this.account = account;
  }

  @Override
  public Account account() {
    return account;
  }

  @Override
  public void submit(Action.Submit order, Runnable sent) {
    submitted.add(order.order());
    if (keepsUnsent) {
      unsent.add(sent);
    } else {
      sent.run();
    }
    onSubmit.accept(order.order());
  }

  @Override
  public void cancel(Action.Cancel cancel) {
    cancelled.add(cancel);
  }

  @Override
  public void replace(Action.Replace replace) {
    throw new AssertionError("no order is ever changed here: " + replace);
  }

  @Override
  public void query(Action.Query query) {
    throw new AssertionError("the paper account is never asked: " + query);
  }

  @Override
  public void reconcile(Action.Reconcile reconcile) {
    throw new AssertionError("the paper account is never compared: " + reconcile);
  }

  @Override
  public void start() {
    // Nothing to connect to.
  }

  @Override
  public void close() {
    // Nothing to let go of.
  }
}
