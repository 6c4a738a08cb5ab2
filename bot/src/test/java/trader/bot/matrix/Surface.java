package trader.bot.matrix;

import java.util.List;

/**
 * One way in, spoken to over its wire. People are those of the crew, and {@code mallory}, whom
 * nobody knows.
 */
interface Surface {
  String STRANGER = "mallory";

  /** How its people are called in the audit, e.g. {@code slack}. */
  String label();

  /** Before each row of the matrix. */
  default void begin() {}

  /** Whether that can be said there at all. */
  boolean offers(String words);

  /** Says it, and waits for the answer. */
  Told say(String person, String words);

  /** The same with a code, where the surface has another place for it than the words. */
  default Told say(String person, String words, String code) {
    return say(person, words + " " + code);
  }

  /** Confirms the preview of those words. */
  default Told confirm(String person, String words, String id, String code) {
    String coded = code.isEmpty() ? "confirm " + id : "confirm " + id + " " + code;
    return say(person, coded + " because of the matrix");
  }

  /** Says what was said two minutes ago. */
  default Told late(String person, String words) {
    throw new UnsupportedOperationException(label() + " says nothing late");
  }

  /** Confirms as someone did two minutes ago. */
  default Told confirmLate(String person, String words, String id, String code) {
    return late(person, "confirm " + id + " " + code + " because of the matrix");
  }

  /** Says all of it as if it were that person, without the proof. */
  default void forge(String person, List<String> words) {
    throw new UnsupportedOperationException(label() + " has nothing to forge");
  }

  /** The person says all of it where nobody may. */
  default void elsewhere(String person, List<String> words) {
    throw new UnsupportedOperationException(label() + " has no places");
  }

  /** Somebody whom nobody knows says all of it. */
  void unknown(List<String> words);

  /** How that person stands in the audit. */
  default String actor(String person) {
    return label() + ":" + (person.equals(Crews.SHARED) ? "ops-token+ada" : person);
  }

  /** Where what is turned away before anyone is known comes from, and why: audited once each. */
  String source(Way way, String person);
}
