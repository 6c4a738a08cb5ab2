package trader.bot.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import trader.redis.Json;

/** One tab, used as a person uses it: by what can be seen, tapped and typed. */
final class Tab {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration EVERY = Duration.ofMillis(20);
  private final DevTools tools;
  private final String visitor;
  private final String session;

  private Tab(DevTools tools, String visitor, String session) {
    this.tools = tools;
    this.visitor = visitor;
    this.session = session;
  }

  static Tab open(DevTools tools) {
    String visitor =
        tools.call("", "Target.createBrowserContext", Map.of()).get("browserContextId").asString();
    String target =
        tools
            .call(
                "",
                "Target.createTarget",
                Map.of("url", "about:blank", "browserContextId", visitor))
            .get("targetId")
            .asString();
    String session =
        tools
            .call("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
            .get("sessionId")
            .asString();
    Tab tab = new Tab(tools, visitor, session);
    for (String domain : List.of("Page", "Runtime", "Network", "Log")) {
      tab.call(domain + ".enable", Map.of());
    }
    return tab;
  }

  private JsonNode call(String method, Map<String, ?> parameters) {
    return tools.call(session, method, parameters);
  }

  void size(int width, int height, boolean phone) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of(
            "width", width,
            "height", height,
            "deviceScaleFactor", phone ? 2 : 1,
            "mobile", phone));
  }

  void dark(boolean dark) {
    call(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  void offline(boolean offline) {
    call(
        "Network.emulateNetworkConditions",
        Map.of("offline", offline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
  }

  void go(String address) {
    call("Page.navigate", Map.of("url", address));
  }

  /** The value of an expression. */
  JsonNode evaluate(String expression) {
    JsonNode answer =
        call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new IllegalStateException(expression + ": " + answer.get("exceptionDetails"));
    }
    return answer.path("result").path("value");
  }

  /** What can be read in the element. */
  String text(String selector) {
    return evaluate("document.querySelector(" + Json.write(selector) + ")?.innerText ?? ''")
        .asString();
  }

  /** Waits until the text stands in the element. */
  void see(String selector, String text) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(EVERY)
        .ignoreExceptionsInstanceOf(IllegalStateException.class)
        .untilAsserted(() -> assertThat(text(selector)).as(selector).contains(text));
  }

  /** Taps the middle of the element, as far as it is not covered. */
  void tap(String selector) {
    String element = "document.querySelector(" + Json.write(selector) + ")";
    evaluate(element + ".scrollIntoView({block: 'center'})");
    JsonNode place =
        evaluate(
            "(() => { const e = "
                + element
                + "; const b = e.getBoundingClientRect(); const x = b.x + b.width / 2, y = b.y +"
                + " b.height / 2; const top = document.elementFromPoint(x, y);"
                + " return {x, y, open: e === top || e.contains(top)}; })()");
    if (!place.get("open").asBoolean()) {
      throw new IllegalStateException(selector + " is covered by something else");
    }
    for (String type : List.of("mousePressed", "mouseReleased")) {
      call(
          "Input.dispatchMouseEvent",
          Map.of(
              "type",
              type,
              "x",
              place.get("x").asDouble(),
              "y",
              place.get("y").asDouble(),
              "button",
              "left",
              "clickCount",
              1));
    }
  }

  /** Types into what has the focus. */
  void type(String text) {
    call("Input.insertText", Map.of("text", text));
  }

  void press(String key, int code) {
    Map<String, Object> down =
        new HashMap<>(
            Map.of("type", "rawKeyDown", "key", key, "code", key, "windowsVirtualKeyCode", code));
    Map<String, Object> up = new HashMap<>(down);
    up.put("type", "keyUp");
    if (key.equals("Enter")) {
      // A form is sent by the character, not by the key.
      down.put("type", "keyDown");
      down.put("text", "\r");
    }
    call("Input.dispatchKeyEvent", down);
    call("Input.dispatchKeyEvent", up);
  }

  /** Errors and policy violations that the browser logged; that a login was missing is none. */
  List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    tools.events(session, "Log.entryAdded").stream()
        .map(event -> event.get("entry"))
        .filter(entry -> entry.get("level").asString().equals("error"))
        .filter(entry -> !entry.get("text").asString().contains("status of 401"))
        .forEach(entry ->
            complaints.add(entry.get("text").asString() + " " + entry.path("url").asString()));
    tools
        .events(session, "Runtime.exceptionThrown")
        .forEach(event -> complaints.add(event.toString()));
    return complaints;
  }

  /** Every address that the page asked for. */
  List<String> asked() {
    return tools.events(session, "Network.requestWillBeSent").stream()
        .map(event -> event.get("request").get("url").asString())
        .toList();
  }

  /** Closes it, and forgets its cookies. */
  void close() {
    tools.call("", "Target.disposeBrowserContext", Map.of("browserContextId", visitor));
  }

  void picture(Path file, boolean whole) {
    byte[] png =
        Base64.getDecoder()
            .decode(
                call(
                        "Page.captureScreenshot",
                        Map.of("format", "png", "captureBeyondViewport", whole))
                    .get("data")
                    .asString());
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
