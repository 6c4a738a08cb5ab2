package trader.engine.core.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import trader.engine.core.orders.OrderState.Trigger;

class OrderStateTest {
  /** One row a state, one column a trigger in the order of the enum; a dot is no transition. */
  private static final String TABLE =
      """
                 ACCEPTED   PART_FILLED ALL_FILLED REPLACE_SENT REPLACED   REPLACE_REFUSED CANCEL_SENT CANCEL_REFUSED CANCELLED EXPIRED REJECTED NO_ANSWER NOT_FOUND FOUND_OPEN FILLS_MISSING
      PENDING    WORKING    WORKING     FILLED     .            .          .               CANCELLING  .              CANCELLED EXPIRED REJECTED UNKNOWN   LOST      .          UNKNOWN
      WORKING    WORKING    WORKING     FILLED     REPLACING    WORKING    .               CANCELLING  .              CANCELLED EXPIRED REJECTED UNKNOWN   .         .          UNKNOWN
      REPLACING  REPLACING  REPLACING   FILLED     .            WORKING    UNKNOWN         CANCELLING  .              CANCELLED EXPIRED REJECTED UNKNOWN   .         .          UNKNOWN
      CANCELLING CANCELLING CANCELLING  FILLED     .            CANCELLING .               .           UNKNOWN        CANCELLED EXPIRED REJECTED UNKNOWN   LOST      .          UNKNOWN
      UNKNOWN    WORKING    WORKING     FILLED     .            WORKING    .               .           .              CANCELLED EXPIRED REJECTED UNKNOWN   LOST      .          UNKNOWN
      FILLED     .          .           FILLED     .            .          .               .           .              .         .       .        .         .         .          .
      CANCELLED  .          CANCELLED   FILLED     .            .          .               .           .              .         .       .        .         .         UNKNOWN    UNKNOWN
      EXPIRED    .          EXPIRED     FILLED     .            .          .               .           .              .         .       .        .         .         UNKNOWN    UNKNOWN
      REJECTED   .          UNKNOWN     FILLED     .            .          .               .           .              .         .       .        .         .         UNKNOWN    UNKNOWN
      LOST       WORKING    WORKING     FILLED     .            .          .               .           .              .         .       .        .         .         UNKNOWN    UNKNOWN
      """;

  static Stream<Arguments> transitions() {
    List<String[]> rows = TABLE.lines().map(line -> line.strip().split("\\s+")).toList();
    String[] triggers = rows.getFirst();
    assertThat(triggers).hasSize(Trigger.values().length);
    assertThat(rows).hasSize(OrderState.values().length + 1);
    return rows.stream()
        .skip(1)
        .flatMap(row ->
            IntStream.range(0, triggers.length)
                .mapToObj(column ->
                    Arguments.of(
                        OrderState.valueOf(row[0]),
                        Trigger.valueOf(triggers[column]),
                        row[column + 1])));
  }

  @ParameterizedTest
  @MethodSource("transitions")
  void everyStateAndTriggerIsAsTheTableSays(OrderState from, Trigger trigger, String to) {
    assertThat(from.after(trigger).map(Enum::name).orElse(".")).isEqualTo(to);
  }

  @ParameterizedTest
  @EnumSource(OrderState.class)
  void completeFillWinsOverEverything(OrderState state) {
    assertThat(state.after(Trigger.ALL_FILLED)).contains(OrderState.FILLED);
  }

  @ParameterizedTest
  @EnumSource(OrderState.class)
  void fillIsNeverWithoutPlace(OrderState state) {
    assertThat(state.after(Trigger.PART_FILLED).isPresent()).isEqualTo(state != OrderState.FILLED);
  }

  @ParameterizedTest
  @EnumSource(
      value = Trigger.class,
      names = {
        "REPLACE_SENT",
        "REPLACE_REFUSED",
        "CANCEL_SENT",
        "CANCEL_REFUSED",
        "NO_ANSWER",
        "FOUND_OPEN",
        "FILLS_MISSING"
      })
  void unknownIsNotLeftByAnythingButTheVenuesWord(Trigger trigger) {
    assertThat(OrderState.UNKNOWN.after(trigger).orElse(OrderState.UNKNOWN))
        .isEqualTo(OrderState.UNKNOWN);
  }

  @Test
  void finishedStatesExpectNothingMore() {
    assertThat(Stream.of(OrderState.values()).filter(OrderState::finished))
        .containsExactly(
            OrderState.FILLED,
            OrderState.CANCELLED,
            OrderState.EXPIRED,
            OrderState.REJECTED,
            OrderState.LOST);
  }
}
