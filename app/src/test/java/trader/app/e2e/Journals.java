package trader.app.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import trader.engine.core.Action;
import trader.engine.core.journal.JournalRecord;
import trader.engine.core.orders.NewOrder;
import trader.engine.journal.JournalReader;

/** Reads an engine's journal from outside, also while the engine writes it. */
final class Journals {
  private Journals() {}

  /** Every order that was intended, oldest first. */
  static List<NewOrder> submitted(Path folder) {
    List<NewOrder> orders = new ArrayList<>();
    for (Path segment : segments(folder)) {
      orders.addAll(submittedIn(segment));
    }
    return orders;
  }

  /** Every order that was intended within one segment, oldest first. */
  static List<NewOrder> submittedIn(Path segment) {
    List<NewOrder> orders = new ArrayList<>();
    for (JournalRecord record : records(segment)) {
      if (record instanceof JournalRecord.Wanted(Action.Submit(NewOrder order))) {
        orders.add(order);
      }
    }
    return orders;
  }

  /** Every record of a segment, oldest first. */
  static List<JournalRecord> records(Path segment) {
    try {
      return readWhole(segment);
    } catch (InternalError e) {
      // The engine was done with it and has cut it to its length: the memory behind that is gone.
      return readWhole(segment);
    }
  }

  private static List<JournalRecord> readWhole(Path segment) {
    List<JournalRecord> records = new ArrayList<>();
    JournalReader.read(segment, records::add);
    return records;
  }

  /** The segments, oldest first. */
  static List<Path> segments(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".journal")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
