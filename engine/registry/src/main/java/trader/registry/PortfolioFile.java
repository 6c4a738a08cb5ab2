package trader.registry;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import trader.engine.core.Checkpoint;

/**
 * {@code portfolio.json}: positions, open orders and cash for people to read. Nothing reads it
 * back; one that was edited by hand is written over, which is said.
 */
final class PortfolioFile {
  private static final Logger LOG = LoggerFactory.getLogger(PortfolioFile.class);
  private static final String SEAL = "written_by_engine";
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private final Path path;
  private String content = "";

  PortfolioFile(Path path) {
    this.path = path;
  }

  /** How the file is that is found. */
  private enum Found {
    OURS,
    MISSING,
    EDITED,
    DAMAGED
  }

  /**
   * Writes it, whole or not at all, where it would say something else than it does.
   *
   * @param past whether an earlier session has written one
   */
  void write(Checkpoint books, long atMicros, JournalPosition journal, BooleanSupplier past)
      throws IOException {
    ObjectNode body = body(books);
    String fresh = body.toString();
    switch (found()) {
      case EDITED ->
          LOG.warn(
              "PORTFOLIO_EDITED file={} action=\"ignored and written over\" next=\"the venue is the"
                  + " truth: trader sync-positions brings positions in, trader restore a backup\"",
              path);
      case DAMAGED -> rebuilt("it was truncated or damaged");
      case MISSING -> {
        if (!content.isEmpty() || past.getAsBoolean()) {
          rebuilt("it was missing");
        }
      }
      case OURS -> {
        if (fresh.equals(content)) {
          return;
        }
      }
    }
    ObjectNode whole = MAPPER.createObjectNode();
    whole.put("as_of", Instant.EPOCH.plus(atMicros, ChronoUnit.MICROS).toString());
    whole.put("journal", journal.toString());
    whole.setAll(body);
    whole.put(SEAL, seal(whole));
    Files.createDirectories(path.toAbsolutePath().getParent());
    Path next = path.resolveSibling(path.getFileName() + ".new");
    Files.writeString(next, MAPPER.writeValueAsString(whole) + "\n", StandardCharsets.UTF_8);
    Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    content = fresh;
  }

  private void rebuilt(String why) {
    LOG.warn(
        "PORTFOLIO_REBUILT file={} reason=\"{}\" action=\"made anew from the journal\"", path, why);
  }

  private Found found() throws IOException {
    if (!Files.exists(path)) {
      return Found.MISSING;
    }
    try {
      JsonNode read = MAPPER.readTree(Files.readString(path, StandardCharsets.UTF_8));
      if (!(read instanceof ObjectNode object)) {
        return Found.DAMAGED;
      }
      String said = object.path(SEAL).asString("");
      object.remove(SEAL);
      return said.equals(seal(object)) ? Found.OURS : Found.EDITED;
    } catch (JacksonException | CharacterCodingException e) {
      return Found.DAMAGED;
    }
  }

  private static String seal(ObjectNode whole) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(whole.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, Long.BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ObjectNode body(Checkpoint books) {
    ObjectNode body = MAPPER.createObjectNode();
    ArrayNode positions = body.putArray("positions");
    books.positions().stream()
        .filter(held -> held.qty().signum() != 0)
        .forEach(held -> {
          ObjectNode one = positions.addObject();
          one.put("account", held.account().text());
          one.put("symbol", held.instrument().toString());
          one.put("qty", plain(held.qty()));
          one.put("cost", plain(held.cost()));
          one.put("strategy", held.strategy());
          one.put(
              "opened_at", Instant.EPOCH.plus(held.openedMicros(), ChronoUnit.MICROS).toString());
        });
    ArrayNode orders = body.putArray("orders");
    books.orders().stream()
        .filter(record -> !record.state().finished())
        .forEach(record -> {
          ObjectNode one = orders.addObject();
          one.put("order", record.order().id().value());
          one.put("account", record.order().account().text());
          one.put("symbol", record.order().instrument().toString());
          one.put("side", record.order().side().text());
          one.put("type", record.order().type().text());
          one.put("purpose", record.order().purpose().text());
          one.put("state", record.state().text());
          one.put("qty", plain(record.order().qty()));
          one.put("filled", plain(record.filledQty()));
          Optional.ofNullable(record.order().price()).ifPresent(p -> one.put("price", plain(p)));
          Optional.ofNullable(record.order().stopPrice())
              .ifPresent(p -> one.put("stop_price", plain(p)));
          one.put("strategy", record.order().strategy());
        });
    ArrayNode accounts = body.putArray("accounts");
    books
        .ledgers()
        .forEach(ledger -> {
          ObjectNode one = accounts.addObject();
          one.put("account", ledger.account().text());
          one.put("cash", plain(ledger.cash()));
          one.put("realized_today", plain(ledger.realizedToday()));
          one.put("fees_today", plain(ledger.feesToday()));
        });
    return body;
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}
