package trader.engine.log;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.util.FileSize;
import java.util.Optional;

/**
 * Sets logging up in code, which takes a tenth of the time that reading it from XML does. A service
 * that names its file by {@link #FILE_PROPERTY} logs there and to standard error, without ever
 * waiting for a disk; every other program logs warnings to standard error.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class LogSetup extends ContextAwareBase implements Configurator {
  /** The system property that names the service's log file, e.g. {@code trading_bot}. */
  public static final String FILE_PROPERTY = "trader.log";

  private static final String LINE =
      "%d{yyyy-MM-dd HH:mm:ss.SSS, UTC} %-5level %logger{0} %replace(%msg){'[\\r\\n]+', ' / '}%n";
  private static final int QUEUE = 8_192;
  private static final int DAYS_KEPT = 30;

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    Optional<String> file = Optional.ofNullable(System.getProperty(FILE_PROPERTY));
    var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Appender<ILoggingEvent> console = async(context, "stderr", console(context));
    root.addAppender(console);
    root.setLevel(file.isPresent() ? level() : Level.WARN);
    file.ifPresent(name -> root.addAppender(async(context, "file", rolling(context, name))));
    context.getLogger("io.netty").setLevel(Level.WARN);
    context.getLogger("io.lettuce").setLevel(Level.WARN);
    context.getLogger("org.flywaydb").setLevel(Level.WARN);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static Level level() {
    return Level.toLevel(System.getenv("LOG_LEVEL"), Level.INFO);
  }

  private static Appender<ILoggingEvent> async(
      LoggerContext context, String name, Appender<ILoggingEvent> to) {
    AsyncAppender async = new AsyncAppender();
    async.setContext(context);
    async.setName("async-" + name);
    async.setQueueSize(QUEUE);
    async.setNeverBlock(true);
    async.addAppender(to);
    async.start();
    return async;
  }

  private static Appender<ILoggingEvent> console(LoggerContext context) {
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setName("stderr");
    console.setTarget("System.err");
    console.setEncoder(encoder(context));
    console.start();
    return console;
  }

  private static Appender<ILoggingEvent> rolling(LoggerContext context, String name) {
    String folder = Optional.ofNullable(System.getenv("LOG_DIR")).orElse("run/log");
    RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
    file.setContext(context);
    file.setName("file");
    file.setFile(folder + "/" + name + ".log");
    SizeAndTimeBasedRollingPolicy<ILoggingEvent> policy = new SizeAndTimeBasedRollingPolicy<>();
    policy.setContext(context);
    policy.setParent(file);
    policy.setFileNamePattern(folder + "/" + name + ".%d{yyyy-MM-dd, UTC}.%i.log.gz");
    policy.setMaxFileSize(FileSize.valueOf("100MB"));
    policy.setMaxHistory(DAYS_KEPT);
    policy.setTotalSizeCap(FileSize.valueOf("5GB"));
    policy.start();
    file.setRollingPolicy(policy);
    file.setEncoder(encoder(context));
    file.start();
    return file;
  }

  private static PatternLayoutEncoder encoder(LoggerContext context) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(LINE);
    encoder.start();
    return encoder;
  }
}
