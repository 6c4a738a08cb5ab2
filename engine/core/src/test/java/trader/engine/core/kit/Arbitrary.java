package trader.engine.core.kit;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import trader.control.Account;
import trader.control.InstrumentId;
import trader.engine.core.InstrumentRules;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.OrderType;
import trader.engine.core.orders.Purpose;
import trader.engine.core.orders.Side;

/** Makes values of records, sealed types and what they are made of, from a seed. */
public final class Arbitrary {
  private static final String TEXT = "aZ09 _-.,:;\"'\\/{}[]\n\t€ßж漢🙂";
  private final Random random;

  /** Draws from that seed. */
  public Arbitrary(long seed) {
    this.random = new Random(seed);
  }

  /** Every record that a sealed type permits, at any depth. */
  public static List<Class<?>> leaves(Class<?> type) {
    if (!type.isSealed()) {
      return List.of(type);
    }
    return Arrays.stream(type.getPermittedSubclasses())
        .flatMap(permitted -> leaves(permitted).stream())
        .toList();
  }

  /** A value of a record. */
  public <T> T record(Class<T> type) {
    return type.cast(value(type));
  }

  /** A decimal of any scale and size that a venue could write, and some that none would. */
  public BigDecimal decimal() {
    return switch (random.nextInt(6)) {
      case 0 -> BigDecimal.valueOf(random.nextLong(1_000_000), 2);
      case 1 -> new BigDecimal(BigInteger.ZERO, random.nextInt(0, 12));
      case 2 -> BigDecimal.valueOf(random.nextLong(), 8);
      case 3 -> BigDecimal.valueOf(random.nextLong(1_000), -random.nextInt(1, 9));
      case 4 -> new BigDecimal(new BigInteger(90, random).negate(), random.nextInt(0, 30));
      default -> BigDecimal.valueOf(random.nextLong(100_000_000), 8).stripTrailingZeros();
    };
  }

  private Object value(Type type) {
    if (type instanceof ParameterizedType generic) {
      return collection(generic);
    }
    Class<?> plain = (Class<?>) type;
    if (plain == BigDecimal.class) {
      return decimal();
    } else if (plain == String.class) {
      return text();
    } else if (plain == long.class) {
      return random.nextLong();
    } else if (plain == int.class) {
      return random.nextInt();
    } else if (plain == boolean.class) {
      return random.nextBoolean();
    } else if (plain == Instant.class) {
      return Instant.ofEpochSecond(random.nextLong(4_000_000_000L), random.nextInt(1_000_000_000));
    } else if (plain.isEnum()) {
      return oneOf(plain.getEnumConstants());
    } else if (plain == InstrumentId.class) {
      return new InstrumentId("SYM" + random.nextInt(50), "VENUE" + random.nextInt(3));
    } else if (plain == ClientOrderId.class) {
      return ClientOrderId.derive('b', random.nextInt(1_000), random.nextInt(1_000));
    } else if (plain == NewOrder.class) {
      return order();
    } else if (plain == InstrumentRules.class) {
      return rules();
    } else if (plain.isSealed()) {
      List<Class<?>> leaves = leaves(plain);
      return value(leaves.get(random.nextInt(leaves.size())));
    }
    return record(plain.getRecordComponents(), plain);
  }

  private Object record(RecordComponent[] components, Class<?> type) {
    Class<?>[] types = new Class<?>[components.length];
    @Nullable Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      boolean nullable = components[i].getAnnotatedType().isAnnotationPresent(Nullable.class);
      values[i] = nullable && random.nextInt(3) == 0 ? null : value(components[i].getGenericType());
    }
    try {
      Constructor<?> canonical = type.getDeclaredConstructor(types);
      return canonical.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "no value of " + type + " from " + Arrays.toString(values), e);
    }
  }

  private Object collection(ParameterizedType generic) {
    Type[] of = generic.getActualTypeArguments();
    if (generic.getRawType() == Optional.class) {
      return random.nextBoolean() ? Optional.empty() : Optional.of(value(of[0]));
    }
    int size = random.nextInt(4);
    if (generic.getRawType() == List.class) {
      List<Object> list = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        list.add(value(of[0]));
      }
      return list;
    }
    if (generic.getRawType() == Map.class) {
      Map<Object, Object> map = new LinkedHashMap<>();
      for (int i = 0; i < size; i++) {
        map.put(value(of[0]), value(of[1]));
      }
      return map;
    }
    throw new IllegalArgumentException("no idea of " + generic);
  }

  private NewOrder order() {
    OrderType type = oneOf(OrderType.values());
    Purpose purpose = oneOf(Purpose.values());
    return new NewOrder(
        record(ClientOrderId.class),
        oneOf(Account.values()),
        record(InstrumentId.class),
        oneOf(Side.values()),
        type,
        purpose,
        decimal().abs().add(BigDecimal.ONE),
        type == OrderType.LIMIT ? decimal() : null,
        type.triggers() ? decimal() : null,
        random.nextBoolean() ? decimal() : null,
        text(),
        text(),
        random.nextLong(),
        purpose != Purpose.ENTRY && random.nextBoolean(),
        type == OrderType.LIMIT && random.nextBoolean(),
        text());
  }

  private InstrumentRules rules() {
    return new InstrumentRules(
        record(InstrumentId.class),
        "BTC",
        "USDT",
        new BigDecimal("0.01"),
        new BigDecimal("0.00001000"),
        decimal(),
        decimal(),
        decimal(),
        random.nextBoolean(),
        oneOf(InstrumentRules.Kind.values()),
        random.nextBoolean());
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    int[] points = TEXT.codePoints().toArray();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return text.toString();
  }

  private <T> T oneOf(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
