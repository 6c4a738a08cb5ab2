package trader.commands;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import trader.redis.Json;

/** The JSON form of replies: what machines read, and what is kept for a command id. */
public final class ReplyJson {
  private ReplyJson() {}

  /**
   * A reply for machines.
   *
   * @param exitStatus as a command line would end
   * @param refusal the kind of a refusal, e.g. {@code state_moved}; null for any other reply
   * @param confirmation the id to confirm; null where nothing waits
   * @param approval the id that a second person has to approve; null where nothing waits
   * @param until how long either waits; null where nothing does
   * @param asks what has to be added to a confirmation
   */
  public record Form(
      Outcome outcome,
      int exitStatus,
      @Nullable String refusal,
      @Nullable String confirmation,
      @Nullable String approval,
      @Nullable Instant until,
      List<Reply.Ask> asks,
      String title,
      List<Section> sections,
      List<Step> next,
      @Nullable JsonNode data) {}

  /** The reply as it is written. */
  public static Form form(Reply reply) {
    Page page = ReplyPage.of(reply);
    return new Form(
        reply.outcome(),
        reply.outcome().exitStatus(),
        reply instanceof Reply.Refused refused ? kind(refused.refusal()) : null,
        reply instanceof Reply.Previewed previewed ? previewed.id() : null,
        reply instanceof Reply.AwaitingApproval awaiting ? awaiting.id() : null,
        until(reply),
        reply instanceof Reply.Previewed previewed
            ? previewed.asks().stream().sorted().toList()
            : List.of(),
        page.title(),
        page.sections(),
        page.next(),
        page.data());
  }

  private static @Nullable Instant until(Reply reply) {
    return switch (reply) {
      case Reply.Previewed previewed -> previewed.until();
      case Reply.AwaitingApproval awaiting -> awaiting.until();
      case Reply.Answered _, Reply.Refused _, Reply.Misunderstood _ -> null;
    };
  }

  /** The reply as JSON text in one line. */
  public static String write(Reply reply) {
    return Json.write(form(reply));
  }

  /** What was written before, as far as it can be told again: outcome and page. */
  public static Reply.Answered read(String json) {
    Form form = Json.read(json, Form.class);
    return new Reply.Answered(
        form.outcome(), new Page(form.title(), form.sections(), form.next(), form.data()));
  }

  /** What {@link #read} gives, or the preview where it was one. */
  public static Reply readPreview(String json) {
    Form form = Json.read(json, Form.class);
    return form.confirmation() == null || form.until() == null
        ? read(json)
        : new Reply.Previewed(
            form.confirmation(),
            form.until(),
            new Page(form.title(), form.sections(), form.next(), form.data()),
            Set.copyOf(form.asks()));
  }

  /** The refusal's kind in snake case, e.g. {@code state_moved}. */
  public static String kind(Refusal refusal) {
    return refusal
        .getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
        .toLowerCase(Locale.ROOT);
  }
}
