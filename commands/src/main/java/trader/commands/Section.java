package trader.commands;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** A part of a page below its title. In JSON each is told by its own fields. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({
  @JsonSubTypes.Type(Section.Facts.class),
  @JsonSubTypes.Type(Section.Table.class),
  @JsonSubTypes.Type(Section.Lines.class),
  @JsonSubTypes.Type(Section.Chart.class)
})
public sealed interface Section {

  /** Named values, one a line. */
  record Facts(List<Fact> facts) implements Section {
    /** Copies the list. */
    public Facts {
      facts = List.copyOf(facts);
    }
  }

  /** One named value, as text for people. */
  record Fact(String name, String value) {}

  /** Rows under named columns; a column whose name ends in {@code #} is aligned to the right. */
  record Table(String title, List<String> columns, List<List<String>> rows) implements Section {
    /** Copies the lists. */
    public Table {
      columns = List.copyOf(columns);
      rows = rows.stream().map(List::copyOf).toList();
    }
  }

  /** Sentences, one a line. */
  record Lines(List<String> lines) implements Section {
    /** Copies the list. */
    public Lines {
      lines = List.copyOf(lines);
    }
  }

  /**
   * A curve over time; surfaces draw it.
   *
   * @param name what it shows, e.g. {@code equity}
   * @param unit the unit of its values, e.g. {@code USD} or {@code %}
   * @param points oldest first
   */
  record Chart(String name, String unit, List<Point> points) implements Section {
    /** Copies the list. */
    public Chart {
      points = List.copyOf(points);
    }
  }

  /** One value of a curve. */
  record Point(Instant at, BigDecimal value) {}
}
