package trader.bot.chat;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import trader.commands.Command;
import trader.commands.Outcome;
import trader.commands.Page;
import trader.commands.Parsed;
import trader.commands.Parser;
import trader.commands.Reply;
import trader.commands.Step;
import trader.control.Mode;

/** What can be pressed below an answer. */
final class Buttons {
  private static final int MOST = 5;
  private static final int LONGEST = 60;
  private static final String REASON = "<reason>";
  private static final String CODE = "<code>";

  private Buttons() {}

  /** The buttons, the likeliest first. */
  static List<Button> below(Reply reply, Page page) {
    Map<String, Button> buttons = new LinkedHashMap<>();
    if (reply instanceof Reply.Previewed previewed) {
      add(buttons, confirm(previewed));
    }
    if (reply instanceof Reply.AwaitingApproval awaiting) {
      decide(buttons, awaiting);
    }
    if (reply.outcome() == Outcome.NOT_ACKNOWLEDGED) {
      add(buttons, new Button("Check", "status", Button.Style.PRIMARY, Set.of()));
      add(buttons, new Button("Halt", "mode halt", Button.Style.DANGER, Set.of()));
    }
    for (Step step : page.next()) {
      if (step instanceof Step.Say say) {
        add(buttons, said(say.command()));
      }
    }
    return buttons.values().stream().limit(MOST).toList();
  }

  private static Button confirm(Reply.Previewed previewed) {
    return new Button(
        "Confirm", "confirm " + previewed.id(), Button.Style.PRIMARY, fields(previewed.asks()));
  }

  private static Set<Button.Field> fields(Set<Reply.Ask> asks) {
    return asks.stream().map(Buttons::field).collect(Collectors.toUnmodifiableSet());
  }

  private static Button.Field field(Reply.Ask ask) {
    return switch (ask) {
      case CODE -> Button.Field.CODE;
      case REASON -> Button.Field.REASON;
    };
  }

  private static void decide(Map<String, Button> buttons, Reply.AwaitingApproval awaiting) {
    add(
        buttons,
        new Button(
            "Approve",
            "approve " + awaiting.id(),
            Button.Style.PRIMARY,
            Set.of(Button.Field.CODE)));
    add(
        buttons,
        new Button(
            "Reject", "reject " + awaiting.id(), Button.Style.DANGER, Set.of(Button.Field.REASON)));
  }

  /** Gaps at the end of the words are asked for, as far as there is a field for them. */
  private static Button said(String command) {
    Set<Button.Field> asks = EnumSet.noneOf(Button.Field.class);
    String words = command;
    if (words.endsWith(REASON)) {
      asks.add(Button.Field.REASON);
      words = words.substring(0, words.length() - REASON.length()).strip();
    }
    if (words.endsWith(CODE)) {
      asks.add(Button.Field.CODE);
      words = words.substring(0, words.length() - CODE.length()).strip();
    }
    return new Button(label(words), words, style(words), asks);
  }

  private static String label(String words) {
    return words.isEmpty()
        ? ""
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  private static Button.Style style(String words) {
    return Parser.parse(words) instanceof Parsed.Understood understood
            && halts(understood.command())
        ? Button.Style.DANGER
        : Button.Style.PLAIN;
  }

  private static boolean halts(Command command) {
    return command instanceof Command.Kill
        || (command instanceof Command.SetMode set && set.mode() == Mode.HALT);
  }

  /** Leaves out what has a gap to fill in, is no command, or is too long for a platform. */
  private static void add(Map<String, Button> buttons, Button button) {
    if (button.words().length() <= LONGEST
        && button.words().indexOf('<') < 0
        && Parser.parse(button.words()) instanceof Parsed.Understood) {
      buttons.putIfAbsent(button.words(), button);
    }
  }
}
