package trader.commands.desk;

import java.time.InstantSource;
import java.util.Optional;
import trader.commands.Actor;
import trader.commands.Catalog;
import trader.commands.Command;
import trader.commands.Outcome;
import trader.commands.Page;
import trader.commands.Parsed;
import trader.commands.Parser;
import trader.commands.Reply;
import trader.commands.ReplyPage;
import trader.commands.Role;
import trader.commands.link.EngineLink;
import trader.commands.people.Operators;
import trader.commands.reading.Readings;
import trader.commands.reading.Situation;
import trader.control.ControlKey;
import trader.redis.AuditDraft;
import trader.redis.DeskStore;
import trader.redis.RedisAddress;
import trader.redis.StoreUnavailableException;

/**
 * The one way in: every surface hands its commands here, and each means the same from everywhere.
 * Safe for several threads; a call blocks while an engine is awaited.
 */
public final class Desk {
  private final Tools tools;
  private final Readings readings;
  private final Levers levers;
  private final Closing closing;
  private final Approving approving;
  private final Deciding deciding;
  private final Alerting alerting;
  private final SnapshotTaker snapshots;

  /** Takes an incident snapshot and tells where it is. */
  public interface SnapshotTaker {
    /** The page that says where the archive is and what it lacks. */
    Taken take(Actor actor);

    /** An archive, or why there is none. */
    record Taken(boolean written, Page page) {}
  }

  /**
   * A desk that knows no people: one person cannot be told from another but by the surfaces.
   *
   * @param redis where the store reads, for words only
   * @param key signs grants; without it nothing can raise risk from here
   */
  public Desk(
      DeskStore store,
      RedisAddress redis,
      EngineLink link,
      Optional<ControlKey> key,
      DeskOptions options,
      SnapshotTaker snapshots,
      Ids ids,
      InstantSource clock) {
    this(store, redis, link, key, Optional.empty(), options, snapshots, ids, clock);
  }

  /**
   * A desk. Desks share nothing but Redis: one with a store of its own waits for no other's calls,
   * so that halts can have a desk to themselves.
   *
   * @param redis where the store reads, for words only
   * @param key signs grants; without it nothing can raise risk from here
   * @param people who is who, where there is an operators file
   */
  public Desk(
      DeskStore store,
      RedisAddress redis,
      EngineLink link,
      Optional<ControlKey> key,
      Optional<Operators.Source> people,
      DeskOptions options,
      SnapshotTaker snapshots,
      Ids ids,
      InstantSource clock) {
    this.tools = new Tools(store, link, key, new People(people), options, ids, clock);
    this.readings = new Readings(store, link, redis, tools.people()::givesCodes, clock);
    this.levers = new Levers(tools);
    this.closing = new Closing(tools);
    this.approving = new Approving(tools);
    this.deciding = new Deciding(tools);
    this.alerting = new Alerting(tools);
    this.snapshots = snapshots;
  }

  /** Does what a person typed just now. */
  public Reply say(Actor actor, String line) {
    return switch (Parser.parse(line)) {
      case Parsed.Misunderstood misunderstood -> new Reply.Misunderstood(misunderstood.mistake());
      case Parsed.Understood understood ->
          handle(request(actor, understood.command(), understood.reason()));
    };
  }

  /** A request that begins now, with an id of its own. */
  public Request request(Actor actor, Command command, String reason) {
    return new Request(
        tools.ids().command(), actor, command, reason, Optional.empty(), tools.clock().instant());
  }

  /** The same request, confirming a preview, with an id of its own. */
  public Request confirming(Request request, String confirmation) {
    return request.confirming(confirmation, tools.ids().command(), tools.clock().instant());
  }

  /** Does what is asked, or previews it, or says why not. */
  public Reply handle(Request request) {
    return handle(request, Progress.UNSEEN);
  }

  /** The same, telling of its progress on the calling thread. */
  public Reply handle(Request request, Progress progress) {
    try {
      return authorized(request, progress);
    } catch (RuntimeException e) {
      return new Reply.Answered(
          Outcome.FAILED,
          Page.titled(
                  "FAILED — '"
                      + request.command().text()
                      + "' met a fault of ours ("
                      + e
                      + "); whether it took effect is not known.")
              .say("status", "what is so now")
              .say("mode halt", "stops new orders")
              .build());
    }
  }

  private Reply authorized(Request request, Progress progress) {
    Role least = Catalog.entryOf(request.command()).role();
    return Permission.refusal(tools, request, least)
        .orElseGet(() ->
            switch (request.command()) {
              case Command.Reading reading -> readings.answer(reading, request.actor());
              case Command.LeverChange change -> levers.move(request, change, progress);
              case Command.Confirm confirm -> levers.confirm(request, confirm.id(), progress);
              case Command.Close close -> closing.close(request, close, progress);
              case Command.Approve approve -> approve(request, approve.id(), progress);
              case Command.Reject reject -> reject(request, reject.id(), progress);
              case Command.AcknowledgeAlert one ->
                  operator(request).orElseGet(() -> alerting.acknowledge(request, one));
              case Command.SilenceAlerts kind ->
                  operator(request).orElseGet(() -> alerting.silence(request, kind));
              case Command.TakeSnapshot _ -> snapshot(request);
            });
  }

  private Optional<Reply> operator(Request request) {
    return Permission.refusal(tools, request, Role.OPERATOR);
  }

  private Reply approve(Request request, String id, Progress progress) {
    return Deciding.concerns(id)
        ? deciding.approve(request, id, progress)
        : approving.approve(request, id, progress);
  }

  private Reply reject(Request request, String id, Progress progress) {
    return Deciding.concerns(id)
        ? deciding.reject(request, id, progress)
        : approving.reject(request, id);
  }

  /** Accounts for a call that a surface turned away before it became a command. */
  public void turnedAway(Actor actor, String action, String why) {
    // It was turned away whether or not that can be recorded.
    new Lenient()
        .tryTo(
            "the audit entry",
            () ->
                tools
                    .store()
                    .audit(
                        new AuditDraft(
                            tools.clock().instant(),
                            tools.ids().command(),
                            actor.label(),
                            actor.surface(),
                            action,
                            "",
                            Optional.empty(),
                            Optional.empty(),
                            "refused",
                            why)));
  }

  /** What is known now, for surfaces that show it without being asked. */
  public Situation situation() {
    return readings.situation();
  }

  private Reply snapshot(Request request) {
    // The archive is worth having where Redis cannot be asked whether there is one already.
    Lenient lenient = new Lenient();
    Optional<Reply> before = Optional.empty();
    try {
      before = tools.claims().claim(request, false);
    } catch (StoreUnavailableException _) {
      lenient.note("the command id's claim");
    }
    if (before.isPresent()) {
      return before.get();
    }
    SnapshotTaker.Taken taken = snapshots.take(request.actor());
    Reply reply = new Reply.Answered(taken.written() ? Outcome.DONE : Outcome.FAILED, taken.page());
    lenient.tryTo(
        "the audit entry",
        () ->
            tools
                .audit()
                .write(request, Outcomes.word(reply.outcome()), ReplyPage.of(reply).title()));
    lenient.tryTo("keeping the result", () -> tools.claims().complete(request, reply));
    return reply;
  }
}
