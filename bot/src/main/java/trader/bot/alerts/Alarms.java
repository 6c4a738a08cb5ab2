package trader.bot.alerts;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.commands.Page;
import trader.control.Alert;
import trader.redis.DeskStore;
import trader.redis.StoreUnavailableException;

/**
 * Takes the bot's own alerts: into the stream, where everybody finds them; and where Redis does not
 * answer, straight to the outlets.
 */
public final class Alarms implements Consumer<Alert> {
  private static final Logger LOG = LoggerFactory.getLogger(Alarms.class);
  private final DeskStore store;
  private volatile List<OutletRunner> outlets = List.of();

  /** Alarms that are kept in that store. */
  public Alarms(DeskStore store) {
    this.store = store;
  }

  void reach(List<OutletRunner> runners) {
    outlets = List.copyOf(runners);
  }

  /** Raises it; waits for Redis a second at most. */
  @Override
  public void accept(Alert alert) {
    LOG.warn(
        "ALERT severity={} reason={} subject={} text=\"{}\"",
        alert.severity(),
        alert.reason().text(),
        alert.subject(),
        alert.text());
    try {
      store.raise(alert);
    } catch (StoreUnavailableException _) {
      straight(alert);
    }
  }

  /** To every outlet but the one that it is about, past Redis. */
  void straight(Alert alert) {
    Message message =
        new Message(
            "alert:" + alert.shortId() + ":" + alert.at().toEpochMilli(),
            alert.severity() == Alert.Severity.CRITICAL,
            Optional.empty(),
            Page.titled(AlertMessages.headline(alert.severity(), alert))
                .line("This came straight from the bot: it is not in the list of alerts.")
                .say("health", "what is alive")
                .build(),
            AlertMessages.buttons(List.of(alert)));
    Set<String> about = Set.of(alert.subject());
    outlets.stream()
        .filter(outlet -> !about.contains(outlet.name()))
        .forEach(outlet -> outlet.post(alert.fingerprint(), message, () -> {}));
  }
}
