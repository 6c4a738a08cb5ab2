package trader.simulator.net;

import trader.simulator.matching.Decimals;

/** Writes JSON text; decimals are strings with eight places unless written as {@link #number}. */
public final class Json {
  private final StringBuilder out;
  private final boolean micros;
  private boolean comma;

  /** Times in milliseconds. */
  public Json() {
    this(new StringBuilder(512), false);
  }

  /** Writes into {@code out}; times are in microseconds or in milliseconds. */
  public Json(StringBuilder out, boolean micros) {
    this.out = out;
    this.micros = micros;
  }

  /** Begins anew. */
  public Json reset() {
    out.setLength(0);
    comma = false;
    return this;
  }

  /** What is written so far. */
  public StringBuilder text() {
    return out;
  }

  @Override
  public String toString() {
    return out.toString();
  }

  private void separate() {
    if (comma) {
      out.append(',');
    }
    comma = true;
  }

  /** The name of the next member. */
  public Json name(String name) {
    separate();
    out.append('"').append(name).append("\":");
    comma = false;
    return this;
  }

  /** Begins an object. */
  public Json open() {
    separate();
    out.append('{');
    comma = false;
    return this;
  }

  /** Ends an object. */
  public Json close() {
    out.append('}');
    comma = true;
    return this;
  }

  /** Begins an array. */
  public Json openArray() {
    separate();
    out.append('[');
    comma = false;
    return this;
  }

  /** Ends an array. */
  public Json closeArray() {
    out.append(']');
    comma = true;
    return this;
  }

  /** Something that is JSON already. */
  public Json raw(CharSequence json) {
    separate();
    out.append(json);
    return this;
  }

  /** A number. */
  public Json value(long number) {
    separate();
    out.append(number);
    return this;
  }

  /** True or false. */
  public Json value(boolean bool) {
    separate();
    out.append(bool);
    return this;
  }

  /** A text. */
  public Json value(String string) {
    separate();
    quote(string);
    return this;
  }

  /** A scaled decimal as a text with eight places. */
  public Json decimal(long scaled) {
    separate();
    out.append('"');
    Decimals.append(out, scaled).append('"');
    return this;
  }

  /** A scaled decimal as a plain number without trailing zeros, such as {@code 34.5}. */
  public Json number(long scaled) {
    separate();
    int start = out.length();
    Decimals.append(out, scaled);
    if (out.indexOf(".", start) >= 0) {
      int end = out.length();
      while (out.charAt(end - 1) == '0') {
        end--;
      }
      out.setLength(out.charAt(end - 1) == '.' ? end - 1 : end);
    }
    return this;
  }

  /** A time, from epoch microseconds. */
  public Json time(long epochMicros) {
    return value(micros ? epochMicros : Math.floorDiv(epochMicros, 1_000L));
  }

  /** A member that is a text. */
  public Json put(String name, String string) {
    return name(name).value(string);
  }

  /** A member that is a number. */
  public Json put(String name, long number) {
    return name(name).value(number);
  }

  /** A member that is true or false. */
  public Json put(String name, boolean bool) {
    return name(name).value(bool);
  }

  /** A member that is a decimal text with eight places. */
  public Json putDecimal(String name, long scaled) {
    return name(name).decimal(scaled);
  }

  /**
   * A member that is a decimal text with so many places, or with more where it has more that are
   * not zero.
   */
  public Json putDecimal(String name, long scaled, int places) {
    name(name);
    separate();
    out.append('"');
    int start = out.length();
    Decimals.append(out, scaled);
    int end = out.length();
    int least = out.indexOf(".", start) + 1 + places;
    while (end > least && out.charAt(end - 1) == '0') {
      end--;
    }
    out.setLength(places == 0 && out.charAt(end - 1) == '.' ? end - 1 : end);
    out.append('"');
    return this;
  }

  /** A member that is a decimal text without trailing zeros. */
  public Json putShort(String name, long scaled) {
    return putDecimal(name, scaled, 0);
  }

  /** A member that is a plain decimal number. */
  public Json putNumber(String name, long scaled) {
    return name(name).number(scaled);
  }

  /** A member that is a time. */
  public Json putTime(String name, long epochMicros) {
    return name(name).time(epochMicros);
  }

  /** A member that is null. */
  public Json putNull(String name) {
    return name(name).raw("null");
  }

  private void quote(String string) {
    out.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
