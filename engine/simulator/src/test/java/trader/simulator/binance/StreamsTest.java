package trader.simulator.binance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import trader.simulator.Simulator;
import trader.simulator.SimulatorSettings;
import trader.simulator.client.ListedPrices;
import trader.simulator.client.QuietVenue;
import trader.simulator.client.VenueClient;
import trader.simulator.client.WsClient;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.simulator.matching.Side;
import trader.simulator.net.Timeouts;

/** Market streams: names, shapes, control messages, and the server's manners. */
@Tag("integration")
class StreamsTest {
  @RegisterExtension
  final QuietVenue venue =
      new QuietVenue(
          SimulatorSettings.defaults()
              .withTimeouts(
                  new Timeouts(
                      Duration.ofMillis(200), Duration.ofMillis(600), Duration.ofMinutes(1))));

  private static List<String> names(JsonNode object) {
    return List.copyOf(object.propertyNames());
  }

  @Test
  void rawStreamCarriesBarePayloads() {
    WsClient socket = venue.client().open("/ws/btcusdt@trade");
    awaitSubscribed(socket);
    venue.print("58510", "0.02", Side.BUY);
    JsonNode trade = socket.await(m -> m.path("e").asString("").equals("trade"));
    assertThat(names(trade)).containsExactly("e", "E", "s", "t", "p", "q", "T", "m", "M");
    assertThat(trade.get("p").asString()).isEqualTo("58510.00000000");
    assertThat(trade.get("q").asString()).isEqualTo("0.02000000");
    assertThat(trade.get("m").asBoolean()).isFalse();
    assertThat(trade.get("E").asLong()).isGreaterThanOrEqualTo(trade.get("T").asLong());
  }

  /** A control message's answer proves that the connection is being served. */
  private static void awaitSubscribed(WsClient socket) {
    socket.send("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":\"ready\"}");
    socket.awaitId("ready");
  }

  @Test
  void combinedStreamNamesEachPayload() {
    WsClient socket =
        venue
            .client()
            .open("/stream?streams=btcusdt@aggTrade/btcusdt@bookTicker/btcusdt@depth5@100ms");
    awaitSubscribed(socket);
    venue.print("58510", "0.02", Side.SELL);
    JsonNode aggregate =
        socket.await(m -> m.path("stream").asString("").equals("btcusdt@aggTrade")).get("data");
    assertThat(names(aggregate))
        .containsExactly("e", "E", "s", "a", "p", "q", "f", "l", "T", "m", "M");
    assertThat(aggregate.get("m").asBoolean()).isTrue();
    JsonNode ticker =
        socket.await(m -> m.path("stream").asString("").endsWith("bookTicker")).get("data");
    assertThat(names(ticker)).containsExactly("u", "s", "b", "B", "a", "A");
    assertThat(ticker.get("b").asString()).isEqualTo("58510.00000000");
    JsonNode top =
        socket.await(m -> m.path("stream").asString("").endsWith("depth5@100ms")).get("data");
    assertThat(names(top)).containsExactly("lastUpdateId", "bids", "asks");
    assertThat(top.get("bids").size()).isEqualTo(5);
  }

  @Test
  void subscriptionsChangeOnTheOpenConnection() {
    WsClient socket = venue.client().open("/ws");
    socket.send(
        "{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@trade\",\"btcusdt@bookTicker\"],\"id\":1}");
    assertThat(socket.awaitId("1").toString()).isEqualTo("{\"result\":null,\"id\":1}");
    socket.send("{\"method\":\"UNSUBSCRIBE\",\"params\":[\"btcusdt@trade\"],\"id\":2}");
    socket.awaitId("2");
    socket.send("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":3}");
    assertThat(socket.awaitId("3").toString())
        .isEqualTo("{\"result\":[\"btcusdt@bookTicker\"],\"id\":3}");
    venue.print("58510", "0.02", Side.BUY);
    socket.await(m -> m.has("b"));
    assertThat(socket.messages()).noneMatch(m -> m.path("e").asString("").equals("trade"));
  }

  @Test
  void malformedControlMessagesAreAnswered() {
    WsClient socket = venue.client().open("/ws");
    socket.send("{oops");
    JsonNode broken = socket.await(m -> m.has("code"));
    assertThat(broken.get("code").asInt()).isEqualTo(3);
    assertThat(broken.get("msg").asString()).startsWith("Invalid JSON: ");
    socket.send("{\"method\":\"EXPLODE\",\"id\":9}");
    JsonNode unknown = socket.awaitId("9");
    assertThat(unknown.get("code").asInt()).isEqualTo(2);
    assertThat(unknown.get("msg").asString())
        .startsWith("Invalid request: unknown variant `EXPLODE`");
  }

  @Test
  void moreThanFiveMessagesASecondEndTheConnection() {
    WsClient socket = venue.client().open("/ws");
    for (int i = 0; i < 12 && socket.closeCode() < 0; i++) {
      try {
        socket.send("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":" + i + "}");
      } catch (java.util.concurrent.CompletionException e) {
        assertThat(e).hasCauseInstanceOf(java.io.IOException.class);
        break;
      }
    }
    socket.awaitClose();
    assertThat(socket.closeCode()).isEqualTo(1008);
  }

  @Test
  void serverPingsAndKeepsClientsThatAnswer() {
    WsClient socket = venue.client().open("/ws/btcusdt@trade");
    Awaitility.await().until(() -> socket.pings() >= 5);
    assertThat(socket.closeCode()).isEqualTo(-1);
  }

  @Test
  void clientThatNeverPongsIsClosed() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), venue.simulator().port())) {
      socket.setSoTimeout(5_000);
      String upgrade =
          "GET /ws/btcusdt@trade HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n"
              + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
              + "Sec-WebSocket-Version: 13\r\n\r\n";
      socket.getOutputStream().write(upgrade.getBytes(StandardCharsets.US_ASCII));
      byte[] heard = socket.getInputStream().readAllBytes();
      String text = new String(heard, StandardCharsets.ISO_8859_1);
      assertThat(text).startsWith("HTTP/1.1 101").contains("Pong timeout");
      assertThat(text.chars().filter(c -> c == 0x89).count()).isGreaterThanOrEqualTo(2);
    }
  }

  @Test
  void connectionEndsAfterItsLife() {
    SimulatorSettings settings =
        SimulatorSettings.defaults()
            .withPrices(ListedPrices.quietAt("100"))
            .withHistoryFraction(0.5)
            .withTimeouts(
                new Timeouts(
                    Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofMillis(300)));
    try (Simulator simulator = Simulator.start(settings);
        VenueClient client = new VenueClient(simulator)) {
      WsClient socket = client.open("/ws/btcusdt@trade");
      socket.awaitClose();
      assertThat(socket.closeCode()).isEqualTo(1001);
    }
  }

  @Test
  void shutdownIsAnnouncedOnEveryKindOfConnection() {
    WsClient raw = venue.client().open("/ws/btcusdt@trade");
    WsClient combined = venue.client().open("/stream?streams=btcusdt@trade");
    WsClient api = venue.userStream();
    venue.simulator().addFault(Fault.of(FaultKind.SERVER_SHUTDOWN).with("ms", 100));
    assertThat(raw.await(m -> m.has("e")).get("e").asString()).isEqualTo("serverShutdown");
    assertThat(combined.await(m -> m.has("data")).get("data").get("e").asString())
        .isEqualTo("serverShutdown");
    assertThat(
            api.await(m -> m.path("event").path("e").asString("").equals("serverShutdown"))
                .has("subscriptionId"))
        .isFalse();
    raw.awaitClose();
    combined.awaitClose();
    api.awaitClose();
  }

  @Test
  void barsAreToldEverySecondAndOnceMoreWhenClosed() {
    WsClient socket = venue.client().open("/ws/btcusdt@kline_1s");
    JsonNode closed = socket.await(m -> m.path("k").path("x").asBoolean(false)).get("k");
    assertThat(names(closed))
        .containsExactly(
            "t", "T", "s", "i", "f", "L", "o", "c", "h", "l", "v", "n", "x", "q", "V", "Q", "B");
    assertThat(closed.get("T").asLong()).isEqualTo(closed.get("t").asLong() + 999);
    assertThat(closed.get("o").asString()).isEqualTo("58500.00000000");
    long open = closed.get("t").asLong();
    JsonNode next = socket.await(m -> m.path("k").path("t").asLong(0) == open + 1_000).get("k");
    assertThat(next.get("i").asString()).isEqualTo("1s");
  }

  @Test
  void droppedStreamIsCutAndSilentStreamIsNot() {
    WsClient trades = venue.client().open("/ws/btcusdt@trade");
    WsClient tickers = venue.client().open("/ws/btcusdt@bookTicker");
    awaitSubscribed(trades);
    awaitSubscribed(tickers);
    venue.simulator().addFault(Fault.of(FaultKind.DROP_STREAM).on("*@trade"));
    trades.awaitClose();
    venue.simulator().addFault(Fault.of(FaultKind.SILENT_STREAM).on("*@bookTicker").times(1));
    venue.print("58600", "0.01", Side.BUY);
    venue.print("58700", "0.01", Side.BUY);
    JsonNode first = tickers.await(m -> m.has("a"));
    assertThat(first.get("a").asString()).isEqualTo("58700.00000000");
    assertThat(tickers.closeCode()).isEqualTo(-1);
  }

  @Test
  void refusedConnectsAreRefusedForAsLongAsTold() {
    venue.simulator().addFault(Fault.of(FaultKind.REFUSE_CONNECT).on("/ws*").times(1));
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> venue.client().open("/ws/btcusdt@trade"))
        .hasCauseInstanceOf(java.net.http.WebSocketHandshakeException.class);
    assertThat(venue.client().open("/ws/btcusdt@trade").closeCode()).isEqualTo(-1);
  }
}
