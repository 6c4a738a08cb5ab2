package trader.engine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trader.control.Acknowledgement;
import trader.control.Acknowledgement.Outcome;
import trader.control.Color;
import trader.control.GateLevel;
import trader.control.InstrumentId;
import trader.control.Mode;
import trader.engine.core.orders.Side;

class OrderCallTest {
  private static final InstrumentId BTC = new InstrumentId("BTCUSDT", "BINANCE");

  private static OrderCall read(String body) {
    return OrderCall.read(
        body.replace('\'', '"'),
        symbol -> {
          InstrumentId id = InstrumentId.parse(symbol, "BINANCE");
          if (!id.equals(BTC)) {
            throw new IllegalArgumentException(
                id + " is not traded by this engine; it trades " + BTC);
          }
          return id;
        });
  }

  private static Acknowledgement ack(String subject, Outcome outcome) {
    return new Acknowledgement(
        "key",
        subject,
        BTC.toString(),
        outcome,
        Color.BLUE,
        GateLevel.OPEN,
        Mode.AUTO,
        Instant.EPOCH,
        0,
        List.of(),
        List.of(),
        List.of(),
        true,
        "as the engine says");
  }

  @Test
  void operatorsWordsAreUnderstood() {
    OrderCall order = read("{'symbol':'BTCUSDT.BINANCE','side':'BUY','quote':25,'reason':'drill'}");
    assertThat(order.instrument()).isEqualTo(BTC);
    assertThat(order.side()).isEqualTo(Side.BUY);
    assertThat(order.quote()).contains(new BigDecimal("25"));
    assertThat(order.qty()).isEmpty();
    assertThat(order.reason()).isEqualTo("drill");
    assertThat(read("{'symbol':'btc/usdt','side':'sell'}").side()).isEqualTo(Side.SELL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{} | symbol is missing",
        "{'symbol':'ETHUSDT','side':'BUY','quote':1} | it trades BTCUSDT.BINANCE",
        "{'symbol':'BTCUSDT','side':'HOLD','quote':1} | side 'HOLD' is neither BUY nor SELL",
        "{'symbol':'BTCUSDT','side':'BUY'} | send quote",
        "{'symbol':'BTCUSDT','side':'BUY','quote':-1} | quote -1 is not above 0",
        "{'symbol':'BTCUSDT','side':'BUY','quote':1,'qty':1} | send one of them",
        "{'symbol':'BTCUSDT','side':'BUY','quote':'much'} | not a readable"
      })
  void wrongWordsNameTheValueAndWhatIsAllowed(String body, String said) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(said);
  }

  @Test
  void answerSaysWhatTheEngineConfirmed() {
    assertThat(OrderCall.told(Optional.of(ack("order", Outcome.APPLIED))).status()).isEqualTo(200);
    assertThat(OrderCall.told(Optional.of(ack("proposal", Outcome.APPLIED))).status())
        .as("proposed, and nothing ordered yet")
        .isEqualTo(202);
    Answer refused = OrderCall.told(Optional.of(ack("order", Outcome.REFUSED)));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.body()).contains("as the engine says");
    assertThat(OrderCall.told(Optional.empty()).status()).isEqualTo(504);
  }
}
