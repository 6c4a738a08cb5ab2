package trader.bot.chat;

import java.time.Instant;
import java.time.InstantSource;
import trader.commands.Actor;
import trader.commands.Outcome;
import trader.commands.Page;
import trader.commands.Reply;
import trader.commands.ReplyPage;
import trader.commands.Role;
import trader.commands.desk.Desk;
import trader.commands.desk.Progress;
import trader.commands.desk.Request;

/** One command on its way from its words to its answer; one thread at a time. */
final class Conversation implements Progress {
  private final Request request;
  private final Desk desk;
  private final Narrator narrator;
  private final InstantSource clock;
  private boolean begun;

  Conversation(Request request, Desk desk, Narrator narrator, InstantSource clock) {
    this.request = request;
    this.desk = desk;
    this.narrator = narrator;
    this.clock = clock;
  }

  /** Does the command, tells of it, and answers what became of it. */
  Reply hold() {
    if (Urgency.changesAnyway(request.command())
        && request.actor().may(Role.OPERATOR)) {
      begin(clock.instant());
    }
    Reply reply = desk.handle(request, this);
    answer(reply);
    return reply;
  }

  /** It is refused before it could begin, since too much is under way. */
  void busy(Lane lane) {
    answer(
        new Reply.Answered(
            Outcome.FAILED,
            Page.titled(
                    lane.closed()
                        ? "STOPPING — the bot is being stopped; '"
                            + request.command().text()
                            + "' was not begun."
                        : "BUSY — "
                            + lane.atOnce()
                            + " commands are being done and "
                            + lane.waitingAtMost()
                            + " wait; '"
                            + request.command().text()
                            + "' was not begun.")
                .line("Halting has a way of its own and is not held up by this.")
                .act("say it again in some seconds")
                .say("mode halt", "stops new orders")
                .build()));
  }

  @Override
  public void written(Instant at) {
    begin(at);
    narrator.tell("written", talk -> talk.written(at));
  }

  private void begin(Instant at) {
    if (!begun) {
      begun = true;
      Actor actor = request.actor();
      String command = request.command().text();
      narrator.tell("began", talk -> talk.began(actor.name(), command, at));
    }
  }

  private void answer(Reply reply) {
    Page page = ReplyPage.of(reply);
    Answer answer =
        new Answer(
            reply,
            page,
            begun ? Answer.Audience.PLACE : Answer.Audience.AUTHOR,
            Buttons.below(reply, page, !request.reason().isEmpty()));
    narrator.tell("answered", talk -> talk.answered(answer));
  }
}
