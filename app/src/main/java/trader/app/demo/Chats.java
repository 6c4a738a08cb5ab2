package trader.app.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import trader.app.process.Child;

/** A fake Slack and a fake Telegram on loopback, and who may speak to the desk there. */
final class Chats implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> SAID =
      List.of(
          "SLACK_API_URL",
          "SLACK_BOT_TOKEN",
          "SLACK_APP_TOKEN",
          "SLACK_SIGNING_SECRET",
          "TELEGRAM_API_URL",
          "TELEGRAM_BOT_TOKEN",
          "ALERT_TELEGRAM_CHAT");
  private static final String PEOPLE =
      """
      # Who may speak to the demo's desk; mallory is not among them.
      people:
        alice:
          name: Alice
          roles: [operator, risk-raiser]
          slack: [T0DESK:U0ALICE]
          telegram: [1001]
        bob:
          name: Bob
          roles: [operator, approver]
          slack: [T0DESK:U0BOB]
          telegram: [1002]
        carol:
          name: Carol
          roles: [viewer]
          slack: [T0DESK:U0CAROL]
          telegram: [1003]
      places:
        slack: [T0DESK:C0DESK, T0DESK:C0ALERTS]
        telegram: [-1001000000001, 1001, 1002, 1003]
      """;
  private final Child fakes;
  private final Path people;

  /** Starts the fakes; {@code home} takes the file of people. */
  Chats(List<String> jvm, Path home, Path log) {
    this.people = home.resolve("operators.yaml");
    writePeople();
    fakes =
        Child.start(
            "chats",
            jvm,
            "trader.chatsim.page.ChatSimulatorMain",
            List.of(),
            Map.of(),
            log.resolve("chats.err"));
  }

  /** What the bot has to be told to speak there. */
  Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>();
    SAID.forEach(name -> environment.put(name, fakes.said(name, PATIENCE)));
    environment.put("OPERATORS_FILE", people.toString());
    return environment;
  }

  /** Where one types as a user of either. */
  String page() {
    return fakes.said("page", PATIENCE);
  }

  private void writePeople() {
    try {
      Files.deleteIfExists(people);
      Files.createFile(
          people,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(people, PEOPLE);
    } catch (IOException e) {
      throw new UncheckedIOException("the file of people cannot be written", e);
    }
  }

  @Override
  public void close() {
    fakes.close();
  }
}
