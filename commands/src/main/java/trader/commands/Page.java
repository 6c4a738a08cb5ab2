package trader.commands;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What an operator is told, as data: surfaces turn it into text, JSON or blocks.
 *
 * @param title the one line that has to be read
 * @param next what to do next, the likeliest first
 * @param data the same for machines, in the field names of the HTTP contract; null where the page
 *     itself says everything
 */
public record Page(String title, List<Section> sections, List<Step> next, @Nullable JsonNode data) {

  /** Copies the lists. */
  public Page {
    sections = List.copyOf(sections);
    next = List.copyOf(next);
  }

  /** A page that begins with that line. */
  public static Builder titled(String title) {
    return new Builder(title);
  }

  /** Collects a page from top to bottom. */
  public static final class Builder {
    private final String title;
    private final List<Section> sections = new ArrayList<>();
    private final List<Section.Fact> facts = new ArrayList<>();
    private final List<Step> next = new ArrayList<>();
    private @Nullable JsonNode data;

    private Builder(String title) {
      this.title = title;
    }

    /** A named value; those that follow each other make one block. */
    public Builder fact(String name, String value) {
      facts.add(new Section.Fact(name, value));
      return this;
    }

    /** A sentence of its own. */
    public Builder line(String sentence) {
      return lines(List.of(sentence));
    }

    /** Sentences, left out where there are none. */
    public Builder lines(List<String> sentences) {
      endFacts();
      if (!sentences.isEmpty()) {
        sections.add(new Section.Lines(sentences));
      }
      return this;
    }

    /** A table, left out where it has no rows. */
    public Builder table(String heading, List<String> columns, List<List<String>> rows) {
      endFacts();
      if (!rows.isEmpty()) {
        sections.add(new Section.Table(heading, columns, rows));
      }
      return this;
    }

    /** A curve, left out where it has no point. */
    public Builder chart(Section.Chart chart) {
      endFacts();
      if (!chart.points().isEmpty()) {
        sections.add(chart);
      }
      return this;
    }

    /** A command of ours to say next. */
    public Builder say(String command, String purpose) {
      next.add(new Step.Say(command, purpose));
      return this;
    }

    /** Something else to do next. */
    public Builder act(String action) {
      next.add(new Step.Do(action));
      return this;
    }

    /** The same for machines. */
    public Builder data(JsonNode node) {
      data = node;
      return this;
    }

    /** The page. */
    public Page build() {
      endFacts();
      return new Page(title, sections, next, data);
    }

    private void endFacts() {
      if (!facts.isEmpty()) {
        sections.add(new Section.Facts(facts));
        facts.clear();
      }
    }
  }
}
