package trader.app.e2e;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.simulator.matching.Side;
import trader.simulator.witness.OrderView;
import trader.simulator.witness.Step;
import trader.simulator.witness.StepWatcher;

/**
 * Kills an engine with SIGKILL at a step, on the venue's own thread, so that nothing comes between.
 * Sees all the time how long what is held has been without a stop.
 */
final class KillSwitch implements StepWatcher {
  private static final Pattern CANCELS =
      Pattern.compile(
          "(algoO|o)rder\\.cancel|cancel_order|.*/cancelorder|DELETE /fapi/v1/(o|algoO)rder");
  private static final Pattern AMENDS =
      Pattern.compile("amend_order|.*/editorder|PUT /fapi/v1/order|order\\.(amend.*|modify)");
  private static final Pattern PLACES =
      Pattern.compile(
          "(algoO|o)rder\\.place|add_order|.*/AddOrder|.*/sendorder|POST /(api/v3|fapi/v1)/(o|algoO)rder");
  private final VenueAccount account;
  private final ProtectionWatch protection;
  private final VenueTrail trail = new VenueTrail();
  private volatile @Nullable Armed armed;
  private CrashStep.Kind receivedKind = CrashStep.Kind.OTHER;
  private String receivedEndpoint = "";
  private @Nullable OrderView traded;
  private boolean tradedInPart;

  private record Armed(CrashStep step, Runnable kill, CompletableFuture<Long> killed) {}

  KillSwitch(VenueAccount account) {
    this.account = account;
    this.protection = new ProtectionWatch(account, trail);
    account.server().witness().watchedBy(this);
  }

  ProtectionWatch protection() {
    return protection;
  }

  VenueTrail trail() {
    return trail;
  }

  /** Kills at the next such step; answers when, or nothing where the step did not come in time. */
  Optional<Long> killAt(CrashStep step, Runnable kill, java.time.Duration patience) {
    CompletableFuture<Long> killed = new CompletableFuture<>();
    armed = new Armed(step, kill, killed);
    try {
      return Optional.of(killed.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return disarmed() ? Optional.empty() : Optional.of(killed.join());
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void received(String endpoint, Map<String, String> parameters) {
    receivedKind = kind(endpoint, parameters);
    receivedEndpoint = endpoint;
    trail.received(endpoint, receivedKind);
    Armed now = armed;
    if (now == null || receivedKind != now.step.kind()) {
      return;
    }
    if (now.step.instant() == CrashStep.Instant.RECEIVED) {
      kill(now);
    } else if (now.step.instant() == CrashStep.Instant.LOST) {
      account.server().addFault(Fault.of(FaultKind.LOST_REQUEST).on(endpoint).times(1));
      kill(now);
    }
  }

  @Override
  public void moved(Step step, OrderView order) {
    trail.moved(step, order);
    protection.look();
    Armed now = armed;
    if (now == null || kind(order) != now.step.kind()) {
      return;
    }
    if (step == Step.ACCEPTED && now.step.instant() == CrashStep.Instant.ACCEPTED) {
      kill(now);
    } else if (step == Step.TRADED) {
      traded = order;
      tradedInPart |= order.executed().compareTo(order.quantity()) < 0;
    }
  }

  @Override
  public void answered(String endpoint) {
    trail.answered(endpoint);
    Armed now = armed;
    if (now != null
        && now.step.instant() == CrashStep.Instant.ANSWERED
        && endpoint.equals(receivedEndpoint)
        && receivedKind == now.step.kind()) {
      kill(now);
    }
  }

  @Override
  public void reported() {
    protection.look();
    OrderView order = traded;
    boolean part = tradedInPart;
    traded = null;
    tradedInPart = false;
    Armed now = armed;
    if (order == null || now == null) {
      return;
    }
    boolean whole = order.executed().compareTo(order.quantity()) == 0;
    CrashStep.Instant wanted = now.step.instant();
    if ((part && wanted == CrashStep.Instant.PART_REPORTED)
        || (whole && wanted == CrashStep.Instant.WHOLE_REPORTED)) {
      kill(now);
    }
  }

  /** Answers whether that came before the kill. */
  private synchronized boolean disarmed() {
    boolean waited = armed != null;
    armed = null;
    return waited;
  }

  private synchronized void kill(Armed now) {
    if (armed != null) {
      armed = null;
      now.kill.run();
      now.killed.complete(System.nanoTime());
    }
  }

  private static CrashStep.Kind kind(String endpoint, Map<String, String> parameters) {
    if (CANCELS.matcher(endpoint).matches()) {
      return CrashStep.Kind.CANCEL;
    }
    if (AMENDS.matcher(endpoint).matches()) {
      return CrashStep.Kind.REPLACE;
    }
    if (!PLACES.matcher(endpoint).matches()) {
      return CrashStep.Kind.OTHER;
    }
    return kind(
        parameters.getOrDefault("type", ""),
        parameters.getOrDefault("side", "").equalsIgnoreCase("buy"));
  }

  private static CrashStep.Kind kind(OrderView order) {
    return kind(order.type().name(), order.side() == Side.BUY);
  }

  private static CrashStep.Kind kind(String type, boolean buys) {
    String lower = type.toLowerCase(Locale.ROOT);
    if (lower.startsWith("take")) {
      return CrashStep.Kind.TAKE_PROFIT;
    }
    if (lower.startsWith("st")) {
      return CrashStep.Kind.STOP;
    }
    return buys ? CrashStep.Kind.ENTRY : CrashStep.Kind.EXIT;
  }
}
