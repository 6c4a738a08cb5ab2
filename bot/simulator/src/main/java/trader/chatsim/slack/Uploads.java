package trader.chatsim.slack;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Files on their way in, and those that are there. */
final class Uploads {
  private final AtomicLong counter = new AtomicLong();
  private final Map<String, Announced> announced = new ConcurrentHashMap<>();
  private final Map<String, SlackFile> files = new ConcurrentHashMap<>();

  private record Announced(String name, int length) {}

  String announce(String name, int length) throws ApiFault {
    if (name.isEmpty() || length <= 0) {
      throw new ApiFault("invalid_arguments");
    }
    String id = "F0" + counter.incrementAndGet();
    announced.put(id, new Announced(name, length));
    return id;
  }

  void receive(String id, byte[] bytes) throws ApiFault {
    Announced known = announced.get(id);
    if (known == null || known.length() != bytes.length) {
      throw new ApiFault("invalid_upload");
    }
    files.put(id, new SlackFile(id, known.name(), known.name(), bytes));
  }

  SlackFile complete(String id, String title) throws ApiFault {
    SlackFile file = files.get(id);
    if (file == null || announced.remove(id) == null) {
      throw new ApiFault("file_not_found");
    }
    SlackFile titled = new SlackFile(id, file.name(), title, file.bytes());
    files.put(id, titled);
    return titled;
  }

  /** Throws {@link IllegalArgumentException} where there is none. */
  SlackFile file(String id) {
    SlackFile file = files.get(id);
    if (file == null) {
      throw new IllegalArgumentException("there is no file " + id);
    }
    return file;
  }
}
