package trader.redis;

import java.util.ArrayList;
import java.util.List;

/**
 * One Redis command as a client library is to send it. Keys are told apart from other words, since
 * a Cluster is entered by key.
 */
public final class Call {

  /** One word of a command. */
  public record Word(String text, boolean isKey) {}

  private final String name;
  private final List<Word> words = new ArrayList<>();

  private Call(String name) {
    this.name = name;
  }

  /** Begins a command, e.g. {@code GET}. */
  public static Call of(String name) {
    return new Call(name);
  }

  /** Appends one JSON to a stream that is kept near {@code max} entries. */
  public static Call append(String stream, int max, String json) {
    return of("XADD").key(stream).with("MAXLEN", "~").with(max).with("*", Keys.FIELD, json);
  }

  /** Adds a key. */
  public Call key(String key) {
    words.add(new Word(key, true));
    return this;
  }

  /** Adds keys. */
  public Call keys(List<String> keys) {
    keys.forEach(this::key);
    return this;
  }

  /** Adds words that are no keys. */
  public Call with(String... texts) {
    for (String text : texts) {
      words.add(new Word(text, false));
    }
    return this;
  }

  /** Adds a number. */
  public Call with(long number) {
    return with(Long.toString(number));
  }

  /** The command's name. */
  public String name() {
    return name;
  }

  /** Its words in order. */
  public List<Word> words() {
    return words;
  }

  /** Name and first key only: what follows may be long. */
  @Override
  public String toString() {
    return words.stream()
        .filter(Word::isKey)
        .findFirst()
        .map(word -> name + " " + word.text())
        .orElse(name);
  }
}
