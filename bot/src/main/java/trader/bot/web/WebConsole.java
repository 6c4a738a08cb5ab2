package trader.bot.web;

import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import trader.bot.http.Token;
import trader.commands.desk.Desk;
import trader.commands.people.Operators;
import trader.redis.DeskStore;

/**
 * Wires the web console into the context of the HTTP API. Desk, store, ids, clock and token are
 * given from outside, and {@link Operators.Source} where people have tokens of their own.
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

  /** Turns tokens into people. */
  @Bean
  Entrance entrance(Token token, ObjectProvider<Operators.Source> operators) {
    return new Entrance(token.secret(), () -> operators.stream().findFirst());
  }

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
