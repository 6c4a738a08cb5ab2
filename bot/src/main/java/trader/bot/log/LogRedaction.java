package trader.bot.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.helpers.MessageFormatter;
import trader.commands.Secret;

/**
 * Keeps secrets out of every log, whatever the levels are set to. Libraries that log whole payloads
 * below WARN are silent there; elsewhere a line with a secret is rewritten.
 */
public final class LogRedaction extends TurboFilter implements AutoCloseable {
  private static final String HIDDEN = "***";

  /** A shorter one would take harmless text with it. */
  private static final int SHORTEST = 6;

  /** These show requests and responses as they are. */
  private static final List<String> TALKATIVE =
      List.of(
          "com.slack.api.",
          "okhttp3.",
          "org.java_websocket.",
          "org.apache.coyote.",
          "org.apache.tomcat.",
          "org.apache.catalina.",
          "org.springframework.web.",
          "jdk.httpclient.");

  private static final ThreadLocal<Boolean> REWRITING = ThreadLocal.withInitial(() -> false);

  private static final String SLASH = "(?:/|%2F|\\\\/)";

  private static final List<Pattern> SECRETS =
      List.of(
          Pattern.compile("xox[a-z](?:\\.xox[a-z])?-[A-Za-z0-9-]{6,}"),
          Pattern.compile("xapp-[A-Za-z0-9-]{6,}"),
          Pattern.compile(
              "(?i)https?(?::|%3A)"
                  + SLASH
                  + "{2}[^\\s\"'&?/%\\\\]+"
                  + SLASH
                  + "(?:commands|actions|workflows|app|services)"
                  + SLASH
                  + "[^\\s\"'&,}]+"),
          Pattern.compile("(?i)(?<=ticket=)[^\\s\"'&]+"),
          Pattern.compile(
              "(?i)(?<=(?:confirm|approve)(?:\\+|%20| )[A-Z0-9-]{3,40}(?:\\+|%20| ))[0-9]{6}\\b"));

  private final List<String> known = new ArrayList<>();
  private final @Nullable LoggerContext logback;

  private LogRedaction(Collection<Secret> secrets, @Nullable LoggerContext logback) {
    this.logback = logback;
    secrets.stream()
        .map(Secret::reveal)
        .filter(secret -> secret.length() >= SHORTEST)
        .forEach(known::add);
  }

  /** Puts itself before every logger; those secrets are hidden beside whatever looks like one. */
  public static LogRedaction install(Collection<Secret> secrets) {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    LogRedaction filter =
        new LogRedaction(secrets, factory instanceof LoggerContext found ? found : null);
    filter.renew();
    return filter;
  }

  /** Puts itself there again, where logging was set up anew meanwhile and has forgotten it. */
  public void renew() {
    if (logback != null && !logback.getTurboFilterList().contains(this)) {
      setContext(logback);
      start();
      logback.addTurboFilter(this);
    }
  }

  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] params,
      @Nullable Throwable failure) {
    boolean detailed = !level.isGreaterOrEqual(Level.WARN);
    if (detailed && TALKATIVE.stream().anyMatch(logger.getName()::startsWith)) {
      return FilterReply.DENY;
    }
    if (format == null || REWRITING.get() || !level.isGreaterOrEqual(logger.getEffectiveLevel())) {
      return FilterReply.NEUTRAL;
    }
    String text = String.valueOf(MessageFormatter.arrayFormat(format, params).getMessage());
    Throwable thrown = failure == null ? MessageFormatter.getThrowableCandidate(params) : failure;
    String clean = clean(text);
    String trace = thrown == null ? "" : chain(thrown);
    String cleanTrace = clean(trace);
    if (clean.equals(text) && cleanTrace.equals(trace)) {
      return FilterReply.NEUTRAL;
    }
    rewrite(logger, level, cleanTrace.isEmpty() ? clean : clean + " " + cleanTrace);
    return FilterReply.DENY;
  }

  private void rewrite(Logger logger, Level level, String line) {
    REWRITING.set(true);
    try {
      logger.log(
          null,
          LogRedaction.class.getName(),
          Level.toLocationAwareLoggerInteger(level),
          line,
          null,
          null);
    } finally {
      REWRITING.remove();
    }
  }

  /** The failure and its causes, a short line each. */
  private static String chain(Throwable failure) {
    StringBuilder text = new StringBuilder();
    Throwable each = failure;
    for (int depth = 0; each != null && depth < 5; depth++) {
      text.append(depth == 0 ? "(" : " caused by ").append(each);
      each = each.getCause();
    }
    return text.append(')').toString();
  }

  String clean(String text) {
    String clean = text;
    for (String secret : known) {
      clean = clean.replace(secret, HIDDEN);
    }
    for (Pattern pattern : SECRETS) {
      clean = pattern.matcher(clean).replaceAll(HIDDEN);
    }
    return clean;
  }

  @Override
  public void close() {
    if (logback != null) {
      logback.getTurboFilterList().remove(this);
    }
    stop();
  }
}
