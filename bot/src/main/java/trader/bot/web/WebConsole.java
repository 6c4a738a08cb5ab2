package trader.bot.web;

import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import trader.commands.desk.Desk;
import trader.redis.DeskStore;

/**
 * Wires the web console into the context of the HTTP API. Desks, store, ids, clock and the entrance
 * are given from outside.
 */
@Configuration(proxyBeanMethods = false)
@Import({
  ConsoleGate.class,
  SessionController.class,
  EventsController.class,
  CommandController.class,
  HistoryController.class,
  AssetController.class,
  Visits.class
})
public class WebConsole {
  /** By which the console is known in audit and replies. */
  static final String SURFACE = "web";

  /** The logins that hold. */
  @Bean
  Sessions sessions(Clock clock) {
    return new Sessions(new SecureRandom(), clock);
  }

  /** Slows down whoever guesses tokens. */
  @Bean
  LoginThrottle loginThrottle(Clock clock) {
    return new LoginThrottle(clock);
  }

  /** The page itself. */
  @Bean
  Assets assets() {
    return Assets.load();
  }

  /** The one poll of Redis that all open pages share. */
  @Bean
  LiveFeed liveFeed(Desk desk, DeskStore store, Clock clock) {
    return new LiveFeed(new DeskReading(desk, store, clock));
  }
}
