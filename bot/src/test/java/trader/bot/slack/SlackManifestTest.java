package trader.bot.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import trader.commands.Catalog;
import trader.commands.CatalogEntry;

class SlackManifestTest {
  /** Slack's own commands; a manifest that registers one is refused. */
  private static final List<String> BUILT_IN =
      List.of(
          "/apps",
          "/archive",
          "/call",
          "/collapse",
          "/dm",
          "/dnd",
          "/expand",
          "/feed",
          "/feedback",
          "/invite",
          "/join",
          "/leave",
          "/me",
          "/msg",
          "/mute",
          "/open",
          "/part",
          "/people",
          "/prefs",
          "/remind",
          "/remove",
          "/rename",
          "/search",
          "/shortcuts",
          "/shrug",
          "/star",
          "/status",
          "/topic",
          "/unarchive",
          "/who");

  private final Map<String, Object> manifest = read();

  private static Map<String, Object> read() {
    try {
      return new Yaml().load(Files.readString(Path.of("slack-manifest.yaml")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object at(Object node, String... path) {
    Object here = node;
    for (String name : path) {
      here = Objects.requireNonNull(((Map<?, ?>) here).get(name), name);
    }
    return here;
  }

  private List<Map<?, ?>> commands() {
    List<Map<?, ?>> commands = new ArrayList<>();
    for (Object each : (List<?>) at(manifest, "features", "slash_commands")) {
      commands.add((Map<?, ?>) each);
    }
    return commands;
  }

  @Test
  void registersTraderAndTheCommandsThatSlackLetsAnAppHave() {
    List<String> expected = new ArrayList<>(List.of("/trader"));
    Texts.NATIVE.forEach(name -> expected.add("/" + name));
    assertThat(commands())
        .extracting(command -> String.valueOf(command.get("command")))
        .containsExactlyInAnyOrderElementsOf(expected)
        .doesNotContainAnyElementsOf(BUILT_IN);
  }

  @Test
  void describesEachCommandAsTheCatalogDoes() {
    for (Map<?, ?> command : commands()) {
      String name = String.valueOf(command.get("command")).substring(1);
      if (!name.equals("trader")) {
        CatalogEntry entry = Catalog.find(name).orElseThrow();
        assertThat(command.get("description")).isEqualTo(entry.summary());
        String hint = command.containsKey("usage_hint") ? " " + command.get("usage_hint") : "";
        assertThat("/" + name + hint).isEqualTo(entry.usage());
      }
    }
  }

  @Test
  void asksForSocketModeInteractivityAndNoMoreThanItUses() {
    assertThat(at(manifest, "settings", "socket_mode_enabled")).isEqualTo(true);
    assertThat(at(manifest, "settings", "interactivity", "is_enabled")).isEqualTo(true);
    assertThat(at(manifest, "oauth_config", "scopes", "bot"))
        .isEqualTo(
            List.of("commands", "chat:write", "chat:write.public", "files:write", "im:write"));
  }
}
