package trader.commands.reading;

import java.util.List;
import trader.commands.Figures;
import trader.commands.Page;
import trader.control.Proposal;
import trader.redis.Json;

/** {@code /proposals}. */
final class ProposalPage {
  private ProposalPage() {}

  static Page of(Situation situation) {
    List<Proposal> proposals = situation.proposals();
    Page.Builder page =
        Page.titled(
            proposals.isEmpty()
                ? "No strategy proposes an entry now."
                : proposals.size()
                    + (proposals.size() == 1 ? " entry waits" : " entries wait")
                    + " for a person; nothing is ordered without a yes.");
    page.fact("now", new Headline(situation).text());
    page.table(
        "proposals",
        List.of(
            "id",
            "symbol",
            "side",
            "qty#",
            "price#",
            "worth#",
            "stop#",
            "strategy",
            "left#",
            "why"),
        proposals.stream()
            .map(proposal ->
                List.of(
                    proposal.id(),
                    proposal.symbol(),
                    proposal.side(),
                    Figures.quantity(proposal.qty()),
                    Figures.price(proposal.price()),
                    Figures.money(proposal.qty().multiply(proposal.price())),
                    Figures.price(proposal.stopPrice()),
                    proposal.strategy(),
                    Figures.age(situation.now(), proposal.expiresAt()),
                    proposal.why()))
            .toList());
    page.lines(situation.faults());
    if (proposals.isEmpty()) {
      page.line("In mode manual a strategy's entry waits here for a person, and expires.");
    }
    String code = situation.reachesRealVenue() ? " <code>" : "";
    for (Proposal proposal : proposals) {
      page.say("approve " + proposal.id() + code, "lets it be ordered, within every limit");
      page.say("reject " + proposal.id(), "drops it");
    }
    return page.data(Json.mapper().valueToTree(proposals)).build();
  }
}
