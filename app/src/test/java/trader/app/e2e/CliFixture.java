package trader.app.e2e;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A command line against a running engine that trades at the beginning of each test. */
abstract class CliFixture {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int WRONG_WORDS = 2;
  static final int REFUSED = 3;
  static final int NOT_CONFIRMED = 4;
  @TempDir static Path directory;

  @SuppressWarnings("NullAway.Init") // set before all tests
  static TestDesk desk;

  Cli cli = new Cli(Map.of());

  @BeforeAll
  static void startDesk() {
    desk = TestDesk.start(Plan.busy(), directory);
  }

  @AfterAll
  static void endDesk() {
    desk.close();
  }

  @BeforeEach
  void trade() {
    desk.trading();
    cli = new Cli(desk.operatorEnvironment());
  }
}
