package trader.commands.desk;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import trader.commands.Page;
import trader.commands.Refusal;
import trader.commands.Reply;
import trader.commands.ReplyJson;
import trader.commands.Section;
import trader.commands.reading.Headline;
import trader.commands.reading.Situation;
import trader.redis.DeskStore;

/** Lets a command id act once, and answers whoever sends it again what it answered first. */
final class Claims {
  private final DeskStore store;
  private final InstantSource clock;

  Claims(DeskStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * What stands in the way of acting: empty where the id is new.
   *
   * @param actAgain whether acting twice does no harm, so that an id whose first process died
   *     without a result may act again
   */
  Optional<Reply> claim(Request request, boolean actAgain) {
    return switch (store.claim(request.commandId(), hash(request), clock.instant())) {
      case DeskStore.Claim.Fresh _ -> Optional.empty();
      case DeskStore.Claim.Done done -> Optional.of(again(ReplyJson.read(done.resultJson())));
      case DeskStore.Claim.Running running ->
          actAgain
              ? Optional.empty()
              : Optional.of(
                  new Reply.Refused(
                      new Refusal.CommandIdRunning(request.commandId(), running.since())));
      case DeskStore.Claim.Conflict _ ->
          Optional.of(new Reply.Refused(new Refusal.CommandIdReused(request.commandId())));
    };
  }

  void complete(Request request, Reply reply) {
    store.complete(request.commandId(), ReplyJson.write(reply));
  }

  private Reply again(Reply.Answered first) {
    Page page = first.page();
    Page.Builder again = Page.titled("ANSWERED BEFORE, nothing was done now — " + page.title());
    again.line("This is the first answer to the same command id. To act again, send a new id.");
    again.fact("now", new Headline(Situation.fromRedis(store, clock)).text());
    Page note = again.build();
    List<Section> sections = new ArrayList<>(note.sections());
    sections.addAll(page.sections());
    return new Reply.Answered(
        first.outcome(), new Page(note.title(), sections, page.next(), page.data()));
  }

  private static String hash(Request request) {
    String body =
        String.join("\n", request.actor().label(), request.command().text(), request.reason());
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-256 is missing from this Java runtime", e);
    }
  }
}
