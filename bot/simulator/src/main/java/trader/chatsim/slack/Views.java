package trader.chatsim.slack;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/** Modals on people's screens. */
final class Views {
  private final AtomicLong counter = new AtomicLong();
  private final List<OpenView> open = new ArrayList<>();

  synchronized OpenView open(String user, JsonNode view) {
    OpenView fresh = new OpenView("V0" + counter.incrementAndGet(), user, view);
    open.add(fresh);
    return fresh;
  }

  synchronized List<OpenView> of(String user) {
    return open.stream().filter(view -> view.user().equals(user)).toList();
  }

  /** Throws {@link IllegalArgumentException} where that user has no such modal open. */
  OpenView require(String user, String id) {
    return of(user).stream()
        .filter(view -> view.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(user + " has no open view " + id));
  }

  synchronized void close(String id) {
    open.removeIf(view -> view.id().equals(id));
  }
}
