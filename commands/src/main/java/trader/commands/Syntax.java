package trader.commands;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import trader.commands.Command.Chart.Curve;
import trader.commands.Command.Checklist.Routine;
import trader.control.CapitalStage;
import trader.control.Color;
import trader.control.InstrumentId;
import trader.control.Mode;

/** What the words behind each command's name mean. */
final class Syntax {
  private static final int AUDIT_ENTRIES = 20;
  private static final int CHART_HOURS = 24;
  private static final String DEFAULT_VENUE = "BINANCE";

  private Syntax() {}

  static Parsed mode(Words words) {
    return words.isEmpty()
        ? words.end(new Command.ShowMode())
        : words.value("mode", Mode::parse, Mode.allowed(), Command.SetMode::new);
  }

  static Parsed canary(Words words) {
    return words.isEmpty()
        ? words.end(new Command.ShowColor())
        : words.value("color", Color::parse, Color.allowed(), Command.SetActiveColor::new);
  }

  static Parsed capital(Words words) {
    if (words.isEmpty()) {
      return words.end(new Command.ShowCapital());
    }
    Words stage = words.peek().equals("stage") ? words.skip() : words;
    return stage.isEmpty()
        ? stage.missing("a stage: " + CapitalStage.allowed())
        : stage.value(
            "capital stage",
            text -> CapitalStage.parse(text.endsWith("%") ? text.replace("%", "") : text),
            CapitalStage.allowed(),
            Command.SetCapitalStage::new);
  }

  static Parsed close(Words words) {
    if (words.isEmpty()) {
      return words.missing("a symbol, or 'all'");
    }
    if (words.peek().equals("all")) {
      return words.skip().reasoned(new Command.Close(Optional.empty()));
    }
    String symbol = words.take();
    try {
      return words.reasoned(
          new Command.Close(Optional.of(InstrumentId.parse(symbol, DEFAULT_VENUE))));
    } catch (IllegalArgumentException e) {
      return words.malformed(e.getMessage() + ".");
    }
  }

  static Parsed confirm(Words words) {
    if (words.isEmpty()) {
      return words.missing("the id that the preview showed");
    }
    String id = words.take().toUpperCase(Locale.ROOT);
    return words.reasoned(new Command.Confirm(id, words.takeCode()));
  }

  static Parsed approve(Words words) {
    if (words.isEmpty()) {
      return words.missing("the id of what waits");
    }
    String id = words.take().toUpperCase(Locale.ROOT);
    return words.reasoned(new Command.Approve(id, words.takeCode()));
  }

  static Parsed reject(Words words) {
    return words.isEmpty()
        ? words.missing("the id of what waits")
        : words.reasoned(new Command.Reject(words.take().toUpperCase(Locale.ROOT)));
  }

  static Parsed alerts(Words words) {
    return switch (words.peek()) {
      case "" -> words.end(new Command.Alerts());
      case "ack" -> {
        Words after = words.skip();
        yield after.isEmpty()
            ? after.missing("the id of an alert")
            : after.end(new Command.AcknowledgeAlert(after.take().toUpperCase(Locale.ROOT)));
      }
      case "silence" -> silence(words.skip());
      default -> words.malformed("'" + words.peek() + "' is neither 'ack' nor 'silence'.");
    };
  }

  private static Parsed silence(Words words) {
    if (words.isEmpty()) {
      return words.missing("a kind of alert, e.g. venue_errors, and minutes");
    }
    String kind = words.take();
    if (words.isEmpty()) {
      return words.missing("for how many minutes");
    }
    String minutes = words.peek();
    return words
        .takeWhole(1, Command.SilenceAlerts.MOST_MINUTES)
        .map(span -> words.end(new Command.SilenceAlerts(kind, span)))
        .orElseGet(() ->
            words.malformed(
                "'"
                    + minutes
                    + "' is not a number of minutes from 1 to "
                    + Command.SilenceAlerts.MOST_MINUTES
                    + "."));
  }

  static Parsed runbook(Words words) {
    return words.isEmpty()
        ? words.missing("the name of an alert")
        : words.end(new Command.Runbook(words.take()));
  }

  static Parsed checklist(Words words) {
    return words.isEmpty()
        ? words.missing("which one: " + texts(Routine.values(), Routine::text))
        : words.value(
            "checklist",
            word -> find(Routine.values(), Routine::text, word),
            texts(Routine.values(), Routine::text),
            Command.Checklist::new);
  }

  static Parsed chart(Words words) {
    if (words.isEmpty()) {
      return words.missing("what to draw: " + texts(Curve.values(), Curve::text));
    }
    Optional<Curve> curve = find(Curve.values(), Curve::text, words.peek());
    if (curve.isEmpty()) {
      return words.value(
          "chart",
          _ -> Optional.<Curve>empty(),
          texts(Curve.values(), Curve::text),
          found -> new Command.Chart(found, CHART_HOURS));
    }
    Words after = words.skip();
    if (after.isEmpty()) {
      return after.end(new Command.Chart(curve.get(), CHART_HOURS));
    }
    String hours = after.peek();
    return after
        .takeWhole(1, Command.Chart.MOST_HOURS)
        .map(span -> after.end(new Command.Chart(curve.get(), span)))
        .orElseGet(() ->
            after.malformed(
                "'"
                    + hours
                    + "' is not a number of hours from 1 to "
                    + Command.Chart.MOST_HOURS
                    + "."));
  }

  private static <T> String texts(T[] values, Function<T, String> text) {
    return Arrays.stream(values).map(text).collect(Collectors.joining(", "));
  }

  private static <T> Optional<T> find(T[] values, Function<T, String> text, String word) {
    return Arrays.stream(values).filter(value -> text.apply(value).equals(word)).findFirst();
  }

  static Parsed audit(Words words) {
    if (words.isEmpty()) {
      return words.end(new Command.Audit(AUDIT_ENTRIES));
    }
    String word = words.peek();
    if (word.equals("verify")) {
      return words.skip().end(new Command.VerifyAudit());
    }
    if (!word.matches("[0-9]{1,3}")
        || Integer.parseInt(word) < 1
        || Integer.parseInt(word) > Command.Audit.MOST) {
      return words.malformed(
          "'" + word + "' is neither 'verify' nor a number from 1 to " + Command.Audit.MOST + ".");
    }
    return words.skip().end(new Command.Audit(Integer.parseInt(word)));
  }

  static Parsed help(Words words) {
    if (words.isEmpty()) {
      return words.end(new Command.Help(Optional.empty()));
    }
    String topic = words.peek().startsWith("/") ? words.peek().substring(1) : words.peek();
    Function<String, Optional<String>> known = name -> Catalog.find(name).map(CatalogEntry::name);
    return known.apply(topic).isPresent()
        ? words.skip().end(new Command.Help(Optional.of(topic)))
        : new Parsed.Misunderstood(
            new Mistake.UnknownCommand(topic, Nearest.to(topic, Catalog.names())));
  }
}
