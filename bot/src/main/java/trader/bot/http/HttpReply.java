package trader.bot.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import trader.commands.Outcome;
import trader.commands.Page;
import trader.commands.Refusal;
import trader.commands.Reply;
import trader.commands.ReplyJson;
import trader.commands.ReplyPage;
import trader.commands.TextRenderer;
import trader.redis.Json;

/** Turns the desk's replies into HTTP answers. */
final class HttpReply {
  private static final TextRenderer TEXT = new TextRenderer(TextRenderer.Spelling.CHAT);

  private HttpReply() {}

  /** The answer to a call that reads: the page's data. */
  static ResponseEntity<byte[]> reading(Reply reply) {
    JsonNode data = ReplyPage.of(reply).data();
    return reply.outcome() == Outcome.DONE && data != null
        ? json(HttpStatus.OK, data)
        : changing(reply);
  }

  /** The answer to a call that changes something. */
  static ResponseEntity<byte[]> changing(Reply reply) {
    return switch (reply) {
      case Reply.Previewed previewed -> preview(previewed);
      case Reply.AwaitingApproval awaiting -> awaiting(awaiting);
      case Reply.Refused refused ->
          problem(status(refused.refusal()), ReplyJson.kind(refused.refusal()), reply);
      case Reply.Misunderstood _ -> problem(HttpStatus.BAD_REQUEST, "misunderstood", reply);
      case Reply.Answered answered ->
          switch (answered.outcome()) {
            case DONE -> json(HttpStatus.OK, withText(reply));
            case FAILED -> problem(HttpStatus.SERVICE_UNAVAILABLE, "failed", reply);
            case NOT_ACKNOWLEDGED -> problem(HttpStatus.GATEWAY_TIMEOUT, "not_acknowledged", reply);
            case REFUSED, UNCONFIRMED -> problem(HttpStatus.CONFLICT, "refused", reply);
            case MISUNDERSTOOD -> problem(HttpStatus.BAD_REQUEST, "misunderstood", reply);
          };
    };
  }

  private static ResponseEntity<byte[]> preview(Reply.Previewed previewed) {
    ObjectNode body = Json.mapper().createObjectNode();
    body.put("confirmation_id", previewed.id());
    body.put("expires_at", previewed.until().toString());
    body.put(
        "confirm_with",
        "the same call with the headers "
            + Caller.CONFIRM
            + ": "
            + previewed.id()
            + (previewed.asks().contains(Reply.Ask.CODE) ? ", " + Caller.CODE : "")
            + " and "
            + Caller.REASON);
    body.setAll(withText(previewed));
    return json(HttpStatus.ACCEPTED, body);
  }

  private static ResponseEntity<byte[]> awaiting(Reply.AwaitingApproval awaiting) {
    ObjectNode body = Json.mapper().createObjectNode();
    body.put("approval_id", awaiting.id());
    body.put("expires_at", awaiting.until().toString());
    body.setAll(withText(awaiting));
    return json(HttpStatus.ACCEPTED, body);
  }

  private static ObjectNode withText(Reply reply) {
    ObjectNode node = (ObjectNode) Json.mapper().<JsonNode>valueToTree(ReplyJson.form(reply));
    return node.put("text", TEXT.render(reply));
  }

  private static ResponseEntity<byte[]> problem(HttpStatus status, String kind, Reply reply) {
    Page page = ReplyPage.of(reply);
    ObjectNode body = Problem.body(status, kind, page.title());
    body.put("text", TEXT.render(page));
    body.set("reply", Json.mapper().valueToTree(ReplyJson.form(reply)));
    return Problem.answer(status, body);
  }

  private static HttpStatus status(Refusal refusal) {
    return switch (refusal) {
      case Refusal.NotAuthorized _,
          Refusal.ConfirmationOfAnother _,
          Refusal.CodeWrong _,
          Refusal.PersonUnknown _,
          Refusal.GeneratorMissing _,
          Refusal.SamePerson _ ->
          HttpStatus.FORBIDDEN;
      case Refusal.ReasonMissing _, Refusal.CodeMissing _ -> HttpStatus.BAD_REQUEST;
      case Refusal.CodeLocked _ -> HttpStatus.TOO_MANY_REQUESTS;
      case Refusal.ControlKeyMissing _ -> HttpStatus.SERVICE_UNAVAILABLE;
      case Refusal.ConfirmationUnknown _,
          Refusal.ApprovalUnknown _,
          Refusal.ProposalUnknown _,
          Refusal.AlertUnknown _ ->
          HttpStatus.NOT_FOUND;
      case Refusal.ConfirmationExpired _, Refusal.ApprovalExpired _, Refusal.ProposalExpired _ ->
          HttpStatus.GONE;
      case Refusal.CommandIdReused _ -> HttpStatus.UNPROCESSABLE_CONTENT;
      case Refusal.NoApprover _,
          Refusal.AwaitsApproval _,
          Refusal.NotConfirmedYet _,
          Refusal.Stale _,
          Refusal.ConfirmationForAnother _,
          Refusal.StateMoved _,
          Refusal.EngineNotHeard _,
          Refusal.CommandIdRunning _,
          Refusal.EngineRefused _ ->
          HttpStatus.CONFLICT;
    };
  }

  static ResponseEntity<byte[]> json(HttpStatus status, JsonNode body) {
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_JSON)
        .body(Json.write(body).getBytes(StandardCharsets.UTF_8));
  }

  /** The status's own words in snake case, e.g. {@code method_not_allowed}. */
  static String kind(HttpStatus status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}
