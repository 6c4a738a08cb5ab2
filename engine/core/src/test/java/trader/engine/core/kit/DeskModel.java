package trader.engine.core.kit;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trader.control.ControlLever;
import trader.engine.core.ControlEvent.Desk;
import trader.engine.core.ControlEvent.LeverReading;

/**
 * The control keys in Redis and the desk that writes them: a value and the record of its last
 * change, both in one step, or a value alone where someone else writes.
 */
public final class DeskModel {
  private final Map<ControlLever, String> values = new EnumMap<>(ControlLever.class);
  private final Map<ControlLever, Desk> records = new EnumMap<>(ControlLever.class);
  private int commands;

  /** A signed change, as an authorized command makes it. Answers its command id. */
  public String grant(ControlLever lever, String value, long atMicros) {
    return write(lever, value, atMicros, true);
  }

  /** An unsigned change, as a command makes it where it lowers and has no key. */
  public String unsigned(ControlLever lever, String value, long atMicros) {
    return write(lever, value, atMicros, false);
  }

  /** A value written by someone else. */
  public void raw(ControlLever lever, String value) {
    values.put(lever, value);
  }

  /** A lever's value is deleted; its record stays. */
  public void delete(ControlLever lever) {
    values.remove(lever);
  }

  /** Everything is gone. */
  public void flush() {
    values.clear();
    records.clear();
  }

  /** The record that stands now. */
  public @Nullable Desk record(ControlLever lever) {
    return records.get(lever);
  }

  /** Value and record set as they are given, as a replay of old bytes would. */
  public void restore(ControlLever lever, String value, Desk record) {
    values.put(lever, value);
    records.put(lever, record);
  }

  /** What one atomic read finds. */
  public Map<ControlLever, LeverReading> reading() {
    Map<ControlLever, LeverReading> reading = new EnumMap<>(ControlLever.class);
    for (ControlLever lever : ControlLever.values()) {
      reading.put(
          lever, new LeverReading(values.get(lever), Optional.ofNullable(records.get(lever))));
    }
    return reading;
  }

  private String write(ControlLever lever, String value, long atMicros, boolean signed) {
    Desk before = records.get(lever);
    long epoch = Math.max(before == null ? 0 : before.epoch() + 1, atMicros / 1_000);
    String command = "c" + ++commands;
    values.put(lever, value);
    records.put(
        lever,
        new Desk(value, epoch, command, "cli:anna", "drill", CoreKit.time(atMicros), signed));
    return command;
  }
}
