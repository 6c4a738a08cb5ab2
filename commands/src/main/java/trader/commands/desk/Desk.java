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
import trader.commands.reading.Readings;
import trader.commands.reading.Situation;
import trader.control.ControlKey;
import trader.redis.AuditDraft;
import trader.redis.DeskStore;
import trader.redis.RedisAddress;

/**
 * The one way in: every surface hands its commands here, and each means the same from everywhere.
 * Safe for several threads; a call blocks while an engine is awaited.
 */
public final class Desk {
  private final Tools tools;
  private final Readings readings;
  private final Levers levers;
  private final Closing closing;
  private final SnapshotTaker snapshots;

  /** Takes an incident snapshot and tells where it is. */
  public interface SnapshotTaker {
    /** The page that says where the archive is and what it lacks. */
    Taken take(Actor actor);

    /** An archive, or why there is none. */
    record Taken(boolean written, Page page) {}
  }

  /**
   * A desk.
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
    this.tools = new Tools(store, link, key, options, ids, clock);
    this.readings = new Readings(store, link, redis, clock);
    this.levers = new Levers(tools);
    this.closing = new Closing(tools);
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
              case Command.TakeSnapshot _ -> snapshot(request);
            });
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
    SnapshotTaker.Taken taken = snapshots.take(request.actor());
    Reply reply = new Reply.Answered(taken.written() ? Outcome.DONE : Outcome.FAILED, taken.page());
    // The archive is worth having where the audit cannot be written.
    new Lenient()
        .tryTo(
            "the audit entry",
            () ->
                tools
                    .audit()
                    .write(request, Outcomes.word(reply.outcome()), ReplyPage.of(reply).title()));
    return reply;
  }
}
