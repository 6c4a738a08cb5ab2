package trader.engine.core.journal;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Decimals in journal records, scale and all: a byte of scale and a long where that is enough. */
final class JournalDecimals {
  private static final byte BIG = -1;
  private static final byte NONE = -2;
  private static final int LONG_DIGITS = 18;

  private JournalDecimals() {}

  static void put(ByteBuffer out, BigDecimal value) {
    if (value.precision() <= LONG_DIGITS && value.scale() >= 0 && value.scale() < Byte.MAX_VALUE) {
      out.put((byte) value.scale()).putLong(value.unscaledValue().longValue());
    } else {
      byte[] unscaled = value.unscaledValue().toByteArray();
      out.put(BIG).putInt(value.scale()).putShort((short) unscaled.length).put(unscaled);
    }
  }

  static void putNullable(ByteBuffer out, @Nullable BigDecimal value) {
    if (value == null) {
      out.put(NONE);
    } else {
      put(out, value);
    }
  }

  static BigDecimal get(ByteBuffer in) {
    return get(in, in.get());
  }

  static @Nullable BigDecimal getNullable(ByteBuffer in) {
    byte scale = in.get();
    return scale == NONE ? null : get(in, scale);
  }

  private static BigDecimal get(ByteBuffer in, byte scale) {
    if (scale != BIG) {
      return BigDecimal.valueOf(in.getLong(), scale);
    }
    int bigScale = in.getInt();
    byte[] unscaled = new byte[in.getShort()];
    in.get(unscaled);
    return new BigDecimal(new BigInteger(unscaled), bigScale);
  }
}
