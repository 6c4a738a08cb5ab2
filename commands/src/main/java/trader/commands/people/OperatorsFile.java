package trader.commands.people;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The operators file, read again when it has changed on disk. A change that has a fault is not
 * taken: the reading before it stays in force. Safe for several threads; nobody waits while another
 * reads the file again.
 */
public final class OperatorsFile implements Operators.Source {
  private static final Logger LOG = LoggerFactory.getLogger(OperatorsFile.class);
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final Path file;
  private final Platforms platforms;
  private final Reloads reloads;
  private final ReentrantLock reloading = new ReentrantLock();
  private volatile Operators current;
  private volatile @Nullable Version seen;
  private byte[] content;

  /** Which platforms are on, and so need people and places. */
  public record Platforms(boolean slack, boolean telegram) {
    /** Where no chat platform is on. */
    public static final Platforms NONE = new Platforms(false, false);
  }

  /** Hears what becomes of changes; called by whoever asked first, so it must not wait. */
  public interface Reloads {
    /** A change was taken. */
    void taken(List<String> differences);

    /** A change was not taken, because of these faults. */
    void refused(List<String> faults);
  }

  /** What tells that a file is another than before, without reading it. */
  private record Version(Object modified, long size, @Nullable Object key) {}

  private OperatorsFile(Path file, Platforms platforms, Reloads reloads) {
    this.file = file;
    this.platforms = platforms;
    this.reloads = reloads;
    this.seen = version();
    this.content = bytes(file);
    this.current = parse(file, content, platforms);
  }

  /**
   * Reads the file.
   *
   * <p>Throws {@link OperatorsFaultException} where it cannot be used.
   */
  public static OperatorsFile open(Path file, Platforms platforms, Reloads reloads) {
    return new OperatorsFile(file, platforms, reloads);
  }

  /**
   * Reads the file once.
   *
   * <p>Throws {@link OperatorsFaultException} where it cannot be used.
   */
  public static Operators read(Path file, Platforms platforms) {
    return parse(file, bytes(file), platforms);
  }

  @Override
  public Operators now() {
    if (!Objects.equals(version(), seen) && reloading.tryLock()) {
      try {
        reload();
      } finally {
        reloading.unlock();
      }
    }
    return current;
  }

  private void reload() {
    seen = version();
    try {
      byte[] bytes = bytes(file);
      if (Arrays.equals(bytes, content)) {
        return;
      }
      Operators next = parse(file, bytes, platforms);
      List<String> differences = OperatorsDifference.between(current, next);
      current = next;
      content = bytes;
      LOG.info("{} was read again: {}", file, String.join("; ", differences));
      if (!differences.isEmpty()) {
        reloads.taken(differences);
      }
    } catch (OperatorsFaultException e) {
      LOG.error("the people before this change stay in force: {}", e.getMessage());
      reloads.refused(e.faults());
    }
  }

  private @Nullable Version version() {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return new Version(found.lastModifiedTime(), found.size(), found.fileKey());
    } catch (IOException _) {
      // That it is gone shows when it is read.
      return null;
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new OperatorsFaultException(file, List.of("it cannot be read: " + e));
    }
  }

  private static Operators parse(Path file, byte[] bytes, Platforms platforms) {
    JsonNode tree;
    try {
      tree = YAML.readTree(bytes);
    } catch (JacksonException e) {
      throw new OperatorsFaultException(file, List.of(place(e) + firstLine(e)));
    }
    OperatorsReader reader = new OperatorsReader();
    Operators operators = reader.read(tree);
    List<String> faults = new ArrayList<>(reader.faults());
    if (platforms.slack()) {
      need(
          faults,
          operators.people().stream().allMatch(one -> one.slack().isEmpty()),
          "people",
          "slack");
      need(faults, operators.slackPlaces().isEmpty(), "places", "slack");
    }
    if (platforms.telegram()) {
      need(
          faults,
          operators.people().stream().allMatch(one -> one.telegram().isEmpty()),
          "people",
          "telegram");
      need(faults, operators.telegramPlaces().isEmpty(), "places", "telegram");
    }
    if (!faults.isEmpty()) {
      throw new OperatorsFaultException(file, faults);
    }
    return operators;
  }

  private static void need(List<String> faults, boolean lacks, String block, String platform) {
    if (lacks) {
      faults.add(
          block
              + (block.equals("places") ? "." + platform : "")
              + ": "
              + platform
              + " is on, and nobody may speak there: "
              + (block.equals("places")
                  ? "name the channels or chats that are allowed"
                  : "give at least one person a " + platform + " account"));
    }
  }

  private static String place(JacksonException e) {
    return e.getLocation() == null || e.getLocation().getLineNr() < 0
        ? ""
        : "line "
            + e.getLocation().getLineNr()
            + ", column "
            + e.getLocation().getColumnNr()
            + ": ";
  }

  /** The rest of the message quotes the file, and there are secrets in it. */
  private static String firstLine(JacksonException e) {
    return "it is no YAML: "
        + String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
  }
}
