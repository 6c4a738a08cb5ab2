package trader.commands.reading;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import trader.commands.Actor;
import trader.commands.Command;
import trader.commands.Outcome;
import trader.commands.Page;
import trader.commands.Reply;
import trader.commands.link.EngineLink;
import trader.redis.DeskStore;
import trader.redis.RedisAddress;
import trader.redis.StoreUnavailableException;

/** Answers every command that only reads. */
public final class Readings {
  private final DeskStore store;
  private final EngineLink link;
  private final RedisAddress redis;
  private final Predicate<Actor> givesCodes;
  private final InstantSource clock;

  /**
   * Reads from that store, and from the engines where it does not answer.
   *
   * @param redis where the store reads, for words only
   * @param givesCodes whether the actor has a code generator
   */
  public Readings(
      DeskStore store,
      EngineLink link,
      RedisAddress redis,
      Predicate<Actor> givesCodes,
      InstantSource clock) {
    this.store = store;
    this.link = link;
    this.redis = redis;
    this.givesCodes = givesCodes;
    this.clock = clock;
  }

  /** The answer. */
  public Reply answer(Command.Reading command, Actor actor) {
    return switch (command) {
      case Command.Status _ -> page(StatusPage::of);
      case Command.Why _ -> page(WhyPage::of);
      case Command.Health _ -> page(situation -> HealthPage.of(situation, store, redis));
      case Command.Positions _ -> page(BookPages::positions);
      case Command.Orders _ -> page(BookPages::orders);
      case Command.Pnl _ -> page(BookPages::pnl);
      case Command.ShowMode _ -> page(LeverPages::mode);
      case Command.ShowColor _ -> page(LeverPages::color);
      case Command.ShowCapital _ -> page(LeverPages::capital);
      case Command.Audit audit ->
          fromStore(now -> done(AuditPages.tail(store.auditTail(audit.count()), now)));
      case Command.VerifyAudit _ -> verifyAudit();
      case Command.Proposals _ -> page(ProposalPage::of);
      case Command.Alerts _ -> fromStore(now -> done(AlertPage.of(store, now)));
      case Command.Runbook runbook -> RunbookPages.of(runbook.alert());
      case Command.Checklist checklist ->
          fromStore(_ -> done(new ChecklistPages(store, situation()).of(checklist.routine())));
      case Command.Chart chart -> fromStore(now -> done(ChartPage.of(chart, store, now)));
      case Command.Help help -> done(HelpPages.of(help.topic()));
      case Command.WhoAmI _ -> done(HelpPages.whoAmI(actor, givesCodes.test(actor)));
    };
  }

  /** What is known now. */
  public Situation situation() {
    return Situation.read(store, link, clock);
  }

  private Reply page(Function<Situation, Page> pages) {
    Situation situation = situation();
    boolean nothing = situation.control().isEmpty() && situation.engines().isEmpty();
    return new Reply.Answered(nothing ? Outcome.FAILED : Outcome.DONE, pages.apply(situation));
  }

  private Reply verifyAudit() {
    return fromStore(_ -> {
      Optional<String> broken = store.verifyAudit();
      return new Reply.Answered(
          broken.isPresent() ? Outcome.FAILED : Outcome.DONE, AuditPages.verified(broken));
    });
  }

  private Reply fromStore(Function<Instant, Reply> reply) {
    try {
      return reply.apply(clock.instant());
    } catch (StoreUnavailableException e) {
      return new Reply.Answered(
          Outcome.FAILED,
          Page.titled("Redis does not answer, and only it knows: " + e.getMessage())
              .say("status", "asks the engines themselves")
              .build());
    }
  }

  private static Reply done(Page page) {
    return new Reply.Answered(Outcome.DONE, page);
  }
}
