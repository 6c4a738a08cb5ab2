package trader.commands;

import java.util.List;
import java.util.Locale;
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
   */
  public record Form(
      Outcome outcome,
      int exitStatus,
      @Nullable String refusal,
      @Nullable String confirmation,
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
        page.title(),
        page.sections(),
        page.next(),
        page.data());
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

  /** The refusal's kind in snake case, e.g. {@code state_moved}. */
  public static String kind(Refusal refusal) {
    return refusal
        .getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
        .toLowerCase(Locale.ROOT);
  }
}
