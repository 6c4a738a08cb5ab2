package trader.redis;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import trader.control.Alert;

/**
 * What people have to know, and what they said to it. Every method throws {@link
 * StoreUnavailableException} where Redis does not answer.
 */
public interface AlertStore {

  /** Appends to the alerts. */
  void raise(Alert alert);

  /** The newest alerts, newest first. */
  List<Alert> alerts(int count);

  /** The place behind the newest alert, from which {@link #alertsAfter} reads on. */
  String alertCursor();

  /** Alerts after {@code cursor}, oldest first, waiting up to {@code wait} for the first. */
  Alerts alertsAfter(String cursor, Duration wait);

  /** Alerts and the cursor behind the last of them. */
  record Alerts(List<Raised> list, String cursor) {
    /** Copies the list. */
    public Alerts {
      list = List.copyOf(list);
    }
  }

  /**
   * An alert as it stands in the stream.
   *
   * @param id the entry's id, the same for every reader
   */
  record Raised(String id, Alert alert) {}

  /**
   * Someone has taken note of alerts: of those with that fingerprint up to {@code word.at()}. Later
   * ones are new. Forgotten at {@code word.until()}.
   */
  void acknowledge(String fingerprint, Word word);

  /** The newest acknowledgement of that fingerprint. */
  Optional<Word> acknowledged(String fingerprint);

  /**
   * Nobody is to be told until {@code word.until()}.
   *
   * @param kind a reason's text, for all alerts with that reason, or a fingerprint
   */
  void silence(String kind, Word word);

  /** Whether nobody is to be told of that alert, and who said so. */
  Optional<Word> silenced(Alert alert);

  /**
   * What a person said to alerts.
   *
   * @param by the actor's label
   * @param until when it ends
   */
  record Word(String by, Instant at, Instant until) {}
}
