package trader.simulator.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The faults that wait or act, and the dice that they share. Belongs to one thread. */
public final class FaultPlan {
  private final RandomGenerator random;
  private final List<Active> faults = new ArrayList<>();
  private long nextId = 1;

  /** A fault with its times fixed, and what is left of its count. */
  private static final class Active {
    private final long id;
    private final Fault fault;
    private final long fromMicros;
    private final long untilMicros;
    private int hits;
    private boolean begun;

    Active(long id, Fault fault, long nowMicros) {
      this.id = id;
      this.fault = fault;
      fromMicros = nowMicros + fault.at().toNanos() / 1_000;
      untilMicros = fault.lasts().map(d -> fromMicros + d.toNanos() / 1_000).orElse(Long.MAX_VALUE);
    }

    boolean isOver(long nowMicros) {
      return nowMicros >= untilMicros || (fault.count() > 0 && hits >= fault.count());
    }
  }

  /** A fault as it stands. */
  public record State(long id, Fault fault, int hits) {}

  /** A plan that rolls these dice. */
  public FaultPlan(RandomGenerator random) {
    this.random = random;
  }

  /** Adds a fault, whose time counts from now, and returns its id. */
  public long add(Fault fault, long nowMicros) {
    Active active = new Active(nextId++, fault, nowMicros);
    faults.add(active);
    return active.id;
  }

  /** Whether nothing waits and nothing acts. */
  public boolean isEmpty() {
    return faults.isEmpty();
  }

  /** The fault that hits an occasion now, if any; it counts as one hit. */
  public Optional<Fault> hit(FaultKind kind, String target, long nowMicros) {
    for (int i = 0; i < faults.size(); i++) {
      Active active = faults.get(i);
      if (active.fault.kind() == kind
          && nowMicros >= active.fromMicros
          && !active.isOver(nowMicros)
          && active.fault.matches(target)
          && random.nextDouble() < active.fault.probability()) {
        active.hits++;
        return Optional.of(active.fault);
      }
    }
    return Optional.empty();
  }

  /** Whether a fault that lasts for a time acts now. */
  public boolean acting(FaultKind kind, long nowMicros) {
    for (int i = 0; i < faults.size(); i++) {
      Active active = faults.get(i);
      if (active.fault.kind() == kind
          && nowMicros >= active.fromMicros
          && nowMicros < active.untilMicros) {
        return true;
      }
    }
    return false;
  }

  /** The dice that faults share. */
  public RandomGenerator dice() {
    return random;
  }

  /** The faults that act by themselves and whose time has come since the last call. */
  public List<Fault> beginning(long nowMicros) {
    List<Fault> result = List.of();
    for (Active active : faults) {
      if (active.fault.kind().actsByItself() && !active.begun && nowMicros >= active.fromMicros) {
        active.begun = true;
        active.hits++;
        result = new ArrayList<>(result);
        result.add(active.fault);
      }
    }
    return result;
  }

  /** Removes what is over and returns those of it that had acted by themselves for a time. */
  public List<Fault> ending(long nowMicros) {
    List<Fault> result = new ArrayList<>();
    faults.removeIf(active -> {
      boolean byItself = active.fault.kind().actsByItself();
      boolean over =
          byItself
              ? nowMicros >= active.untilMicros || (active.begun && active.fault.lasts().isEmpty())
              : active.isOver(nowMicros);
      if (over && byItself && active.fault.lasts().isPresent()) {
        result.add(active.fault);
      }
      return over;
    });
    return result;
  }

  /** What waits or acts, oldest first. */
  public List<State> list() {
    return faults.stream().map(a -> new State(a.id, a.fault, a.hits)).toList();
  }

  /** Takes one away and returns it, if it was there. */
  public Optional<Fault> remove(long id) {
    for (Active active : faults) {
      if (active.id == id) {
        faults.remove(active);
        return Optional.of(active.fault);
      }
    }
    return Optional.empty();
  }
}
