package trader.commands.reading;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import trader.commands.Mistake;
import trader.commands.Nearest;
import trader.commands.Outcome;
import trader.commands.Page;
import trader.commands.Parsed;
import trader.commands.Parser;
import trader.commands.Reply;

/** {@code /runbook}: the runbook's page of alerts, one chapter an alert. */
final class RunbookPages {
  private static final String RESOURCE = "/runbook/alerts.md";
  private static final String CHAPTER = "## ";
  private static final Pattern STEP = Pattern.compile("[0-9]+\\. (.*)");
  private static final Pattern COMMAND = Pattern.compile("`/([^`]+)` — (.*)");
  private static final Map<String, Chapter> CHAPTERS = chapters();

  private RunbookPages() {}

  /** What one alert means, and what to do. */
  private record Chapter(String name, List<String> meaning, List<String> steps) {}

  static Reply of(String alert) {
    Chapter chapter = CHAPTERS.get(plain(alert));
    if (chapter == null) {
      return new Reply.Misunderstood(
          new Mistake.UnknownValue(
              "runbook",
              "alert",
              alert,
              names(),
              Nearest.to(alert.toLowerCase(Locale.ROOT), names())));
    }
    Page.Builder page =
        Page.titled("RUNBOOK " + chapter.name() + " — " + chapter.meaning().getFirst());
    page.lines(chapter.meaning().subList(1, chapter.meaning().size()));
    chapter.steps().forEach(step -> step(page, step));
    return new Reply.Answered(Outcome.DONE, page.build());
  }

  /** The names of all chapters. */
  static List<String> names() {
    return CHAPTERS.values().stream().map(Chapter::name).toList();
  }

  private static void step(Page.Builder page, String step) {
    Matcher command = COMMAND.matcher(step);
    if (command.matches() && Parser.parse(command.group(1)) instanceof Parsed.Understood) {
      page.say(command.group(1), command.group(2));
    } else {
      page.act(step);
    }
  }

  /** Names are told apart by their letters and digits only: {@code RLPolicyStale}. */
  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  private static Map<String, Chapter> chapters() {
    Map<String, Chapter> chapters = new LinkedHashMap<>();
    Chapter chapter = new Chapter("", new ArrayList<>(), new ArrayList<>());
    for (String line : text().lines().toList()) {
      Matcher step = STEP.matcher(line);
      if (line.startsWith(CHAPTER)) {
        chapter =
            new Chapter(
                line.substring(CHAPTER.length()).strip(), new ArrayList<>(), new ArrayList<>());
        chapters.put(plain(chapter.name()), chapter);
      } else if (step.matches()) {
        chapter.steps().add(step.group(1));
      } else if (!line.isBlank()) {
        chapter.meaning().add(line.strip());
      }
    }
    return chapters;
  }

  private static String text() {
    try (InputStream in = RunbookPages.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the runbook is missing from this build: " + RESOURCE);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the runbook cannot be read: " + RESOURCE, e);
    }
  }
}
