package trader.simulator.binance;

import trader.simulator.matching.Decimals;

/** Writes JSON text in the venue's shape: decimals are strings with eight places, times numbers. */
final class Json {
  private final StringBuilder out;
  private final boolean micros;
  private boolean comma;

  Json() {
    this(new StringBuilder(512), false);
  }

  Json(StringBuilder out, boolean micros) {
    this.out = out;
    this.micros = micros;
  }

  Json reset() {
    out.setLength(0);
    comma = false;
    return this;
  }

  StringBuilder text() {
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

  Json name(String name) {
    separate();
    out.append('"').append(name).append("\":");
    comma = false;
    return this;
  }

  Json open() {
    separate();
    out.append('{');
    comma = false;
    return this;
  }

  Json close() {
    out.append('}');
    comma = true;
    return this;
  }

  Json openArray() {
    separate();
    out.append('[');
    comma = false;
    return this;
  }

  Json closeArray() {
    out.append(']');
    comma = true;
    return this;
  }

  Json raw(CharSequence json) {
    separate();
    out.append(json);
    return this;
  }

  Json value(long number) {
    separate();
    out.append(number);
    return this;
  }

  Json value(boolean bool) {
    separate();
    out.append(bool);
    return this;
  }

  Json value(String string) {
    separate();
    quote(string);
    return this;
  }

  Json decimal(long scaled) {
    separate();
    out.append('"');
    Decimals.append(out, scaled).append('"');
    return this;
  }

  Json time(long epochMicros) {
    return value(micros ? epochMicros : Math.floorDiv(epochMicros, 1_000L));
  }

  Json put(String name, String string) {
    return name(name).value(string);
  }

  Json put(String name, long number) {
    return name(name).value(number);
  }

  Json put(String name, boolean bool) {
    return name(name).value(bool);
  }

  Json putDecimal(String name, long scaled) {
    return name(name).decimal(scaled);
  }

  Json putTime(String name, long epochMicros) {
    return name(name).time(epochMicros);
  }

  Json putNull(String name) {
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
