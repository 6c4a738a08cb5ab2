package trader.chatsim.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import trader.chatsim.ChatRoom;

@Tag("integration")
class FakeBotApiTest {
  private static final String TOKEN = "123456789:AAFakeButSecret_abcdefghijklmnop";
  private static final long ANNA = 11;
  private final FakeBotApi api = FakeBotApi.start(TOKEN, "trader_bot", Clock.systemUTC());
  private final HttpClient http = HttpClient.newHttpClient();

  FakeBotApiTest() {
    api.addUser(ANNA, "Anna");
    api.addUser(12, "Ben");
    api.addGroup(-7, "trading", List.of(ANNA));
  }

  @AfterEach
  void close() {
    http.close();
    api.close();
  }

  private HttpRequest request(String path, String json) {
    return HttpRequest.newBuilder(URI.create(api.address() + path))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(json))
        .build();
  }

  private JsonNode call(String method, String json) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(request("/bot" + TOKEN + "/" + method, json), BodyHandlers.ofString());
    JsonNode answer = Wire.read(response.body()).orElseThrow();
    assertThat(response.statusCode()).isEqualTo(answer.path("error_code").asInt(200));
    return answer;
  }

  private String refusal(String method, String json) throws IOException, InterruptedException {
    JsonNode answer = call(method, json);
    assertThat(answer.path("ok").asBoolean(true)).isFalse();
    return answer.path("error_code").asInt() + " " + answer.path("description").asString();
  }

  @ParameterizedTest
  @CsvSource({
    "/bot123456789:AAAnotherTokenOfTheSameLength_klm/getMe, 401, Unauthorized",
    "/botnonsense/getMe, 404, Not Found",
    "/bot123456789:AAFakeButSecret_abcdefghijklmnop/fly, 404, Not Found: method not found",
    "/bot123456789:AAFakeButSecret_abcdefghijklmnop/GETME, 200, ",
  })
  void pathIsCheckedAsTheRealOneChecksIt(String path, int status, String words) throws Exception {
    HttpResponse<String> response = http.send(request(path, "{}"), BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(status);
    String description = Wire.read(response.body()).orElseThrow().path("description").asString("");
    assertThat(description).isEqualTo(words == null ? "" : words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<b>x | Can't find end tag corresponding to start tag \"b\"",
        "é<x>y</x> | Unsupported start tag \"x\" at byte offset 2",
        "<b>x</i> | Unmatched end tag at byte offset 4, expected \"</b>\", found \"</i>\"",
        "x</b> | Unexpected end tag at byte offset 1",
        "1 < 2 | Unclosed start tag at byte offset 2",
      })
  void brokenHtmlIsRefusedWithItsOffset(String html, String why) throws Exception {
    String body =
        Wire.object().put("chat_id", ANNA).put("text", html).put("parse_mode", "HTML").toString();

    assertThat(refusal("sendMessage", body))
        .isEqualTo("400 Bad Request: can't parse entities: " + why);
  }

  @Test
  void markdownNeedsItsEscapes() throws Exception {
    assertThat(
            refusal(
                "sendMessage", "{\"chat_id\":11,\"text\":\"a.b\",\"parse_mode\":\"MarkdownV2\"}"))
        .contains("Character '.' is reserved and must be escaped with the preceding '\\'");
    assertThat(
            refusal(
                "sendMessage", "{\"chat_id\":11,\"text\":\"*a\",\"parse_mode\":\"MarkdownV2\"}"))
        .contains("Can't find end of Bold entity at byte offset 0");
    call(
        "sendMessage",
        "{\"chat_id\":11,\"text\":\"*a* `b.c` d\\\\.\",\"parse_mode\":\"MarkdownV2\"}");
    assertThat(api.ofBot(ANNA).getFirst().text()).isEqualTo("a b.c d.");
  }

  @Test
  void textIsLimitedAfterItsMarkupIsRead() throws Exception {
    String fits = "<b>" + "&amp;".repeat(4096) + "</b>";
    assertThat(call("sendMessage", html(fits)).path("ok").asBoolean(false)).isTrue();
    assertThat(refusal("sendMessage", html(fits + "x")))
        .isEqualTo("400 Bad Request: message is too long");
    assertThat(refusal("sendMessage", html(" <b></b> ")))
        .isEqualTo("400 Bad Request: message text is empty");
  }

  private static String html(String text) {
    return Wire.object()
        .put("chat_id", "11")
        .put("text", text)
        .put("parse_mode", "HTML")
        .toString();
  }

  @Test
  void buttonsAreChecked() throws Exception {
    assertThat(refusal("sendMessage", withButton("x".repeat(65))))
        .isEqualTo("400 Bad Request: BUTTON_DATA_INVALID");
    call("sendMessage", withButton("x".repeat(64)));
    long id = api.ofBot(ANNA).getFirst().id();

    String press = api.press(ANNA, ANNA, id, "Go");
    JsonNode update = call("getUpdates", "{}").path("result").path(0);
    assertThat(update.path("callback_query").path("from").path("id").asLong()).isEqualTo(ANNA);
    String answer = "{\"callback_query_id\":\"" + press + "\"}";
    assertThat(call("answerCallbackQuery", answer).path("ok").asBoolean(false)).isTrue();
    assertThat(refusal("answerCallbackQuery", answer)).contains("query is too old");
  }

  private static String withButton(String data) {
    return "{\"chat_id\":11,\"text\":\"t\",\"reply_markup\":{\"inline_keyboard\":[[{\"text\":\"Go\","
        + "\"callback_data\":\""
        + data
        + "\"}]]}}";
  }

  @Test
  void editsAreCheckedAndKept() throws Exception {
    call("sendMessage", "{\"chat_id\":11,\"text\":\"one\"}");
    long id = api.ofBot(ANNA).getFirst().id();
    String same = "{\"chat_id\":11,\"message_id\":" + id + ",\"text\":\"one\"}";
    assertThat(refusal("editMessageText", same)).contains("message is not modified");
    assertThat(refusal("editMessageText", "{\"chat_id\":11,\"message_id\":1,\"text\":\"x\"}"))
        .contains("message to edit not found");
    call("editMessageText", same.replace("one", "two"));

    assertThat(api.ofBot(ANNA).getFirst().history())
        .extracting(Sent.Version::text)
        .containsExactly("one", "two");
  }

  @Test
  void updatesStayUntilTheyAreConfirmed() throws Exception {
    api.say(ANNA, ANNA, "/status now");
    JsonNode first = call("getUpdates", "{}").path("result");
    assertThat(call("getUpdates", "{}").path("result")).isEqualTo(first);
    long id = first.path(0).path("update_id").asLong();

    assertThat(call("getUpdates", "{\"offset\":" + (id + 1) + "}").path("result")).isEmpty();
    assertThat(api.pending()).isZero();
    assertThat(first.path(0).path("message").path("entities").path(0).path("length").asInt())
        .isEqualTo(7);
  }

  @Test
  void laterPollEndsTheEarlierOneWithAConflict() throws Exception {
    CompletableFuture<HttpResponse<String>> earlier =
        http.sendAsync(
            request("/bot" + TOKEN + "/getUpdates", "{\"timeout\":20}"), BodyHandlers.ofString());
    Awaitility.await().until(() -> api.calls().contains("getupdates"));

    call("getUpdates", "{\"timeout\":0}");

    assertThat(earlier.get().statusCode()).isEqualTo(409);
    assertThat(earlier.get().body()).contains("terminated by other getUpdates request");
  }

  @Test
  void webhookEndsPollingUntilItIsDeleted() throws Exception {
    call("setWebhook", "{\"url\":\"https://example.org/hook\"}");
    assertThat(refusal("getUpdates", "{}")).contains("can't use getUpdates method while webhook");
    assertThat(call("deletewebhook", "{}").path("result").asBoolean(false)).isTrue();
    assertThat(call("getUpdates", "{}").path("ok").asBoolean(false)).isTrue();
  }

  @Test
  void commandsAreChecked() throws Exception {
    assertThat(refusal("setMyCommands", commands("Status", "what is so")))
        .contains("BOT_COMMAND_INVALID");
    assertThat(refusal("setMyCommands", commands("status", "x".repeat(257))))
        .contains("BOT_COMMAND_DESCRIPTION_INVALID");
    call("setMyCommands", commands("status", "what is so"));
    assertThat(api.menu()).containsExactly("status");
  }

  private static String commands(String name, String description) {
    return "{\"commands\":[{\"command\":\""
        + name
        + "\",\"description\":\""
        + description
        + "\"}]}";
  }

  @Test
  void retryAfterStandsInTheParameters() throws Exception {
    api.faults().tooMany("sendMessage", 1, 9);

    JsonNode answer = call("sendMessage", "{\"chat_id\":11,\"text\":\"x\"}");

    assertThat(answer.path("error_code").asInt()).isEqualTo(429);
    assertThat(answer.path("parameters").path("retry_after").asInt()).isEqualTo(9);
  }

  @Test
  void pageSeesWhatAPhoneSeesAndAnswersQuestions() throws Exception {
    call(
        "sendMessage",
        "{\"chat_id\":11,\"text\":\"Why?\",\"reply_markup\":{\"force_reply\":true}}");
    ChatRoom room = api.room();
    assertThat(room.places("11"))
        .extracting(ChatRoom.Entry::name)
        .containsExactly("trader_bot", "trading");
    ChatRoom.Form form = room.forms("11").getFirst();

    room.submit("11", form.id(), Map.of(form.fields().getFirst().id(), "a drill"));

    assertThat(room.forms("11")).isEmpty();
    JsonNode message = call("getUpdates", "{}").path("result").path(0).path("message");
    assertThat(message.path("text").asString()).isEqualTo("a drill");
    assertThat(message.path("reply_to_message").path("text").asString()).isEqualTo("Why?");
    assertThat(room.messages("11", "11")).hasSize(2);
  }
}
