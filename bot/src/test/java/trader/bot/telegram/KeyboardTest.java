package trader.bot.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import trader.bot.chat.Button;
import trader.bot.chat.Button.Field;

class KeyboardTest {
  @Test
  void whatAButtonCarriesIsReadBack() {
    for (Set<Field> asks :
        List.of(
            Set.<Field>of(),
            EnumSet.of(Field.CODE),
            EnumSet.of(Field.REASON),
            EnumSet.allOf(Field.class))) {
      Button button = new Button("Confirm", "confirm K7Q2MX", Button.Style.PRIMARY, asks);

      String data =
          Keyboard.of(List.of(button))
              .orElseThrow()
              .getKeyboard()
              .getFirst()
              .getFirst()
              .getCallbackData();

      assertThat(Keyboard.read(data)).contains(new Keyboard.Pressed("confirm K7Q2MX", asks));
    }
  }

  @Test
  void buttonThatTelegramWouldRefuseIsLeftOut() {
    Button button = new Button("Long", "é".repeat(32), Button.Style.PLAIN, Set.of());

    assertThat(Keyboard.of(List.of(button))).isEmpty();
  }

  @Test
  void dataOfSomebodyElseIsNoButton() {
    assertThat(Keyboard.read("x")).isEmpty();
    assertThat(Keyboard.read("!mode auto")).isEmpty();
  }
}
