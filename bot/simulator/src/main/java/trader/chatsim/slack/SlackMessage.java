package trader.chatsim.slack;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A message with everything that it has ever said.
 *
 * @param channel the channel's id
 * @param ts its identity in the channel
 * @param author the id of the user or bot that wrote it
 * @param onlyFor the one user who sees it, where it is ephemeral
 * @param thread the message to which it answers
 * @param files the ids of the files that it carries
 * @param versions what it said, oldest first
 */
public record SlackMessage(
    String channel,
    String ts,
    String author,
    Optional<String> onlyFor,
    Optional<String> thread,
    List<String> files,
    List<Version> versions) {

  /** Copies the lists. */
  public SlackMessage {
    files = List.copyOf(files);
    versions = List.copyOf(versions);
  }

  /** What it said from then on; {@code blocks} is an array, empty where it has only text. */
  public record Version(Instant at, String text, JsonNode blocks) {}

  /** A button below it. */
  public record Button(String blockId, String actionId, String label, String value, String style) {}

  /** What it says now. */
  public Version now() {
    return versions.getLast();
  }

  /** Everything that can be read in it now, a line an element. */
  public String shown() {
    return shown(now());
  }

  /** Everything that could be read in that version. */
  public static String shown(Version version) {
    if (version.blocks().isEmpty()) {
      return version.text();
    }
    return paragraphs(version).stream().collect(Collectors.joining("\n"));
  }

  /** The texts of its blocks from top to bottom, without its buttons. */
  static List<String> paragraphs(Version version) {
    List<String> texts = new ArrayList<>();
    for (JsonNode block : version.blocks()) {
      if (!Json.text(block, "type").equals("actions")) {
        collect(block, texts::add);
      }
    }
    return texts;
  }

  private static void collect(JsonNode node, Consumer<String> texts) {
    if (node.path("text").isString()) {
      texts.accept(node.path("text").asString());
      return;
    }
    for (JsonNode child : node) {
      if (child.isContainer()) {
        collect(child, texts);
      }
    }
  }

  /** The buttons that can be pressed now. */
  public List<Button> buttons() {
    List<Button> buttons = new ArrayList<>();
    for (JsonNode block : now().blocks()) {
      for (JsonNode element : block.path("elements")) {
        if (Json.text(element, "type").equals("button")) {
          buttons.add(
              new Button(
                  Json.text(block, "block_id"),
                  Json.text(element, "action_id"),
                  Json.text(element.path("text"), "text"),
                  Json.text(element, "value"),
                  Json.text(element, "style")));
        }
      }
    }
    return buttons;
  }

  SlackMessage saying(Version version) {
    List<Version> all = new ArrayList<>(versions);
    all.add(version);
    return new SlackMessage(channel, ts, author, onlyFor, thread, files, all);
  }
}
