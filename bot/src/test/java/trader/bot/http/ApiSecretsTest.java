package trader.bot.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import trader.bot.http.BotRig.Answer;
import trader.commands.support.Crew;
import trader.commands.support.Rig;

@Tag("integration")
class ApiSecretsTest {
  private static final String CODE = "314159";
  private static final String KEY = "0123456789abcdef";

  @TempDir private Path folder;
  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
  private BotRig bot;
  private Logger root;
  private Level before = Level.ERROR;

  /** The bot sets logging up, so that whoever listens has to come after it. */
  @BeforeEach
  void open() throws IOException {
    Path operators = Files.writeString(folder.resolve("operators.yaml"), Crew.operatorsFile());
    bot = new BotRig(folder, Map.of("OPERATORS_FILE", operators.toString()));
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%level %logger %msg%n%ex");
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.setOutputStream(written);
    appender.start();
    root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    before = root.getLevel();
    root.detachAppender("ERR");
    root.addAppender(appender);
    root.setLevel(Level.TRACE);
  }

  @AfterEach
  void close() {
    root.setLevel(before);
    root.detachAppender(appender);
    bot.close();
  }

  private Answer console(String path, String body, String cookie, String csrf) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Origin", bot.address());
    headers.put("Idempotency-Key", KEY);
    headers.put("Cookie", cookie);
    headers.put("X-Console-Token", csrf);
    return bot.send("POST", path, body, headers);
  }

  @Test
  void noTokenKeyOrCodeIsLoggedWithEverythingAtTrace() {
    bot.post("/admin/pause", "", "X-Ops-Code", CODE);
    bot.send("POST", "/kill", "", Map.of("X-Ops-Token", Crew.token("vera")));
    bot.send("POST", "/kill", "", Map.of("Authorization", "Bearer " + Crew.token("otto")));
    Answer login =
        console("/console/login", "{\"token\":\"" + Crew.token("rita") + "\"}", "none", "none");
    assertThat(login.status()).as(login.body()).isEqualTo(200);
    String csrf = login.json().get("csrf").asString();
    Answer said =
        console(
            "/console/commands",
            "{\"words\":\"approve K7Q2MX " + CODE + "\"}",
            login.cookie(),
            csrf);
    assertThat(said.status()).as(said.body()).isEqualTo(200);
    LoggerFactory.getLogger("some.other.part")
        .warn("with {} and {}", Rig.OPS_TOKEN, Rig.CONTROL_KEY);
    LoggerFactory.getLogger("some.other.part").info("said: approve P-7-12 {} now", CODE);

    String log = written.toString(StandardCharsets.UTF_8);
    assertThat(log.contains("with *** and ***")).isTrue();
    assertThat(log.contains("said: approve P-7-12 *** now")).isTrue();
    List<String> secrets = new ArrayList<>(List.of(Rig.OPS_TOKEN, Rig.CONTROL_KEY, csrf, CODE));
    secrets.add(login.cookie().replaceFirst(".*=", ""));
    List.of("vera", "otto", "rita").forEach(person -> secrets.add(Crew.token(person)));
    secrets.add(Crew.operators().person("rita").orElseThrow().totp().orElseThrow().reveal());
    for (String secret : secrets) {
      assertThat(log.lines().filter(line -> line.contains(secret)).toList()).isEmpty();
    }
  }
}
