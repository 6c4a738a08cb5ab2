package trader.commands.desk;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import trader.commands.Page;
import trader.commands.Refusal;
import trader.commands.Reply;
import trader.commands.ReplyJson;
import trader.commands.ReplyPage;
import trader.commands.Section;
import trader.commands.reading.Headline;
import trader.commands.reading.Situation;
import trader.redis.DeskStore;
import trader.redis.StoreUnavailableException;

/** Lets a command id act once, and answers whoever sends it again what it answered first. */
final class Claims {
  private static final String PREVIEW = "/preview";
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
                  refused(
                      request, new Refusal.CommandIdRunning(request.commandId(), running.since())));
      case DeskStore.Claim.Conflict _ ->
          Optional.of(refused(request, new Refusal.CommandIdReused(request.commandId())));
    };
  }

  /**
   * The first answer to the same id, whether it was a preview or something done; empty where there
   * is none yet. Claims nothing, so that a redelivery is answered before anything is judged anew.
   */
  Optional<Reply> before(Request request) {
    if (request.confirmation().isEmpty()) {
      Optional<DeskStore.Claim> shown = store.claimed(previewId(request), hash(request));
      if (shown.isPresent()) {
        return first(request, shown.get());
      }
    }
    return store.claimed(request.commandId(), hash(request)).flatMap(done -> first(request, done));
  }

  private Optional<Reply> first(Request request, DeskStore.Claim claim) {
    return switch (claim) {
      case DeskStore.Claim.Done done ->
          Optional.of(
              switch (ReplyJson.readPreview(done.resultJson())) {
                case Reply.Answered answered -> again(answered);
                case Reply preview -> preview;
              });
      case DeskStore.Claim.Conflict _ ->
          Optional.of(refused(request, new Refusal.CommandIdReused(request.commandId())));
      case DeskStore.Claim.Fresh _, DeskStore.Claim.Running _ -> Optional.empty();
    };
  }

  private static String previewId(Request request) {
    return request.commandId() + PREVIEW;
  }

  /**
   * Does the step where the id is new, and keeps its reply for whoever sends the id again.
   *
   * @param actAgain as in {@link #claim}
   */
  Reply once(Request request, boolean actAgain, Supplier<Reply> step) {
    try {
      Optional<Reply> before = claim(request, actAgain);
      if (before.isPresent()) {
        return before.get();
      }
      Reply reply = step.get();
      complete(request, reply);
      return reply;
    } catch (StoreUnavailableException e) {
      return Levers.unreachable(request, e);
    }
  }

  /**
   * The same for a preview, and for what is so already: the same id is shown the same again,
   * however often it arrives. Apart from what the id does when it confirms, since a caller may use
   * one id for both.
   */
  Reply previewOnce(Request request, Supplier<Reply> step) {
    String id = previewId(request);
    try {
      return switch (store.claim(id, hash(request), clock.instant())) {
        case DeskStore.Claim.Done done -> ReplyJson.readPreview(done.resultJson());
        case DeskStore.Claim.Conflict _ ->
            refused(request, new Refusal.CommandIdReused(request.commandId()));
        // One whose process died before it could answer changed nothing.
        case DeskStore.Claim.Fresh _, DeskStore.Claim.Running _ -> {
          Reply reply = step.get();
          store.complete(id, ReplyJson.write(reply));
          yield reply;
        }
      };
    } catch (StoreUnavailableException e) {
      return Levers.unreachable(request, e);
    }
  }

  void complete(Request request, Reply reply) {
    store.complete(request.commandId(), ReplyJson.write(reply));
  }

  private Reply refused(Request request, Refusal refusal) {
    Reply reply = new Reply.Refused(refusal);
    new Lenient()
        .tryTo(
            "the audit entry",
            () ->
                new AuditTrail(store, clock)
                    .write(request, "refused", ReplyPage.of(reply).title()));
    return reply;
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
