package trader.engine.core.loop;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import trader.control.InstrumentId;
import trader.engine.core.Checkpoint;
import trader.engine.core.ControlEvent.CoreSettings;
import trader.engine.core.orders.ProposedEntry;

/** Entries that wait for a person, and what became of the latest ones. */
final class Proposals {
  private static final int DECIDED_KEPT = 100;
  private final Map<String, ProposedEntry> pending = new LinkedHashMap<>();
  private final Map<String, String> decided = new LinkedHashMap<>();
  private long count;

  /** Goes on where the same session was; what an earlier one proposed is gone. */
  Proposals(Checkpoint checkpoint, CoreSettings settings) {
    if (checkpoint.session() == settings.session()) {
      checkpoint.proposals().forEach(proposal -> pending.put(proposal.id(), proposal));
      count = checkpoint.proposalCount();
    }
  }

  /** How many there have been in this session. */
  long count() {
    return count;
  }

  /** Takes a proposal. */
  void add(ProposedEntry proposal) {
    count++;
    pending.put(proposal.id(), proposal);
  }

  /** Those that wait, oldest first. */
  Collection<ProposedEntry> pending() {
    return pending.values();
  }

  Optional<ProposedEntry> find(String id) {
    return Optional.ofNullable(pending.get(id));
  }

  Optional<ProposedEntry> of(InstrumentId instrument) {
    return pending.values().stream()
        .filter(proposal -> proposal.instrument().equals(instrument))
        .findFirst();
  }

  /** What became of one that does not wait any more, in words; empty where nobody knows. */
  Optional<String> fate(String id) {
    return Optional.ofNullable(decided.get(id));
  }

  /** Notes what has become of one. */
  void decide(ProposedEntry proposal, String fate) {
    pending.remove(proposal.id());
    decided.put(proposal.id(), fate);
    if (decided.size() > DECIDED_KEPT) {
      decided.remove(decided.keySet().iterator().next());
    }
  }

  /** What outlives a new beginning within the session. */
  List<ProposedEntry> records() {
    return new ArrayList<>(pending.values());
  }
}
