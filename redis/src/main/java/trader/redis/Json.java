package trader.redis;

import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;
import trader.control.CapitalStage;
import trader.control.GateLevel;
import trader.control.InstrumentId;

/**
 * The one JSON form of everything that is shared: snake_case names in the order of declaration,
 * words of enums in lower case ({@link GateLevel} in upper case), decimals as numbers without
 * exponent, instants as ISO-8601 in UTC. Unknown fields are ignored on reading.
 */
public final class Json {
  private static final JsonMapper MAPPER = build();

  private Json() {}

  /** The mapper itself, for servers that speak the same form over HTTP. Immutable. */
  public static JsonMapper mapper() {
    return MAPPER;
  }

  /** The value as JSON text in one line. */
  public static String write(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /** Throws {@link IllegalArgumentException} with the place where the text is not such a value. */
  public static <T> T read(String json, Class<T> type) {
    T value;
    try {
      value = MAPPER.readValue(json, type);
    } catch (JacksonException e) {
      throw unreadable(json, type.getSimpleName(), e);
    }
    if (value == null) {
      throw new IllegalArgumentException("null is not a readable " + type.getSimpleName());
    }
    return value;
  }

  /** A list of such values; throws {@link IllegalArgumentException} where the text is none. */
  public static <T> List<T> readList(String json, Class<T> type) {
    try {
      return MAPPER.readerForListOf(type).readValue(json);
    } catch (JacksonException e) {
      throw unreadable(json, "list of " + type.getSimpleName(), e);
    }
  }

  /** An object's fields; throws {@link IllegalArgumentException} where the text is none. */
  public static Map<String, Object> readMap(String json) {
    try {
      return MAPPER.readValue(json, new TypeReference<Map<String, Object>>() {});
    } catch (JacksonException e) {
      throw unreadable(json, "object", e);
    }
  }

  private static IllegalArgumentException unreadable(String json, String what, Exception e) {
    String shown = json.length() <= 120 ? json : json.substring(0, 120) + "…";
    return new IllegalArgumentException(
        "not a readable " + what + ": " + shown + " (" + firstLine(e) + ")", e);
  }

  private static String firstLine(Exception e) {
    String message = String.valueOf(e.getMessage());
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }

  private static JsonMapper build() {
    SimpleModule words = new SimpleModule("trader");
    words.addSerializer(GateLevel.class, new Text<>(GateLevel.class, GateLevel::name));
    words.addSerializer(CapitalStage.class, new Text<>(CapitalStage.class, CapitalStage::text));
    words.addDeserializer(
        CapitalStage.class,
        new FromText<>(
            CapitalStage.class,
            text ->
                CapitalStage.parse(text)
                    .orElseThrow(() ->
                        new IllegalArgumentException(
                            "capital stage '" + text + "' is none of " + CapitalStage.allowed()))));
    words.addSerializer(InstrumentId.class, new Text<>(InstrumentId.class, InstrumentId::toString));
    words.addDeserializer(
        InstrumentId.class,
        new FromText<>(
            InstrumentId.class,
            text -> {
              int dot = text.indexOf('.');
              if (dot < 0) {
                throw new IllegalArgumentException(
                    "instrument '" + text + "' is not in the form BTCUSDT.BINANCE");
              }
              return new InstrumentId(text.substring(0, dot), text.substring(dot + 1));
            }));
    return JsonMapper.builder()
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
        .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
        .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
        .addModule(words)
        .build();
  }

  private static final class Text<T> extends StdSerializer<T> {
    private final java.util.function.Function<T, String> text;

    Text(Class<T> type, java.util.function.Function<T, String> text) {
      super(type);
      this.text = text;
    }

    @Override
    public void serialize(T value, JsonGenerator generator, SerializationContext context) {
      generator.writeString(text.apply(value));
    }
  }

  private static final class FromText<T> extends StdDeserializer<T> {
    private final java.util.function.Function<String, T> parse;

    FromText(Class<T> type, java.util.function.Function<String, T> parse) {
      super(type);
      this.parse = parse;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) {
      String text = parser.getString();
      try {
        return parse.apply(text);
      } catch (IllegalArgumentException e) {
        throw context.weirdStringException(text, handledType(), String.valueOf(e.getMessage()));
      }
    }
  }
}
