package trader.engine.core.journal;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;
import trader.control.InstrumentId;
import trader.engine.core.Action;
import trader.engine.core.Event;

/**
 * Events and actions as JSON: an object with the simple name of the record's type and its
 * components. Decimals keep their scale, so that what is read is what was written.
 */
final class JournalJson {
  private static final String TYPE = "type";
  private static final String BODY = "body";
  private static final Map<String, Class<? extends Event>> EVENTS = leaves(Event.class);
  private static final Map<String, Class<? extends Action>> ACTIONS = leaves(Action.class);
  private final JsonMapper mapper =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .addModule(new SimpleModule().addKeyDeserializer(InstrumentId.class, new InstrumentKey()))
          .build();

  /** An instrument as the name of a map's entry. */
  private static final class InstrumentKey extends KeyDeserializer {
    @Override
    public Object deserializeKey(String key, DeserializationContext context) {
      return InstrumentId.parse(key, "UNKNOWN");
    }
  }

  byte[] event(Event event) {
    return write(event);
  }

  byte[] action(Action action) {
    return write(action);
  }

  Event event(byte[] json) {
    return read(json, EVENTS);
  }

  Action action(byte[] json) {
    return read(json, ACTIONS);
  }

  private record Typed(String type, Object body) {}

  private byte[] write(Object value) {
    return mapper.writeValueAsBytes(new Typed(value.getClass().getSimpleName(), value));
  }

  private <T> T read(byte[] json, Map<String, Class<? extends T>> types) {
    try {
      JsonNode tree = mapper.readTree(json);
      String name = tree.required(TYPE).asString();
      Class<? extends T> type = types.get(name);
      if (type == null) {
        throw new JournalDamagedException(
            "a record of type '" + name + "' is not known to this version");
      }
      return mapper.treeToValue((ObjectNode) tree.required(BODY), type);
    } catch (JacksonException e) {
      throw new JournalDamagedException("a record is not readable: " + e.getOriginalMessage(), e);
    }
  }

  private static <T> Map<String, Class<? extends T>> leaves(Class<T> sealed) {
    Map<String, Class<? extends T>> leaves = new HashMap<>();
    collect(sealed, sealed, leaves);
    return Map.copyOf(leaves);
  }

  private static <T> void collect(
      Class<T> root, Class<?> type, Map<String, Class<? extends T>> leaves) {
    if (type.isSealed()) {
      for (Class<?> permitted : type.getPermittedSubclasses()) {
        collect(root, permitted, leaves);
      }
    } else {
      leaves.put(type.getSimpleName(), type.asSubclass(root));
    }
  }
}
