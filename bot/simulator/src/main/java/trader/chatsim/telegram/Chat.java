package trader.chatsim.telegram;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** A private chat, whose id is its user's, or a group. */
final class Chat {
  private final long id;
  private final String title;
  private final boolean group;
  private final Set<Long> members = new HashSet<>();
  private final List<Post> posts = new ArrayList<>();
  private boolean shut;

  Chat(long id, String title, boolean group) {
    this.id = id;
    this.title = title;
    this.group = group;
  }

  long id() {
    return id;
  }

  String title() {
    return title;
  }

  boolean group() {
    return group;
  }

  Set<Long> members() {
    return members;
  }

  List<Post> posts() {
    return posts;
  }

  /** The user blocks the bot, or the group throws it out; or lets it in again. */
  void shut(boolean now) {
    shut = now;
  }

  void requireOpen() throws BotApiException {
    if (shut) {
      throw new BotApiException(
          403,
          group
              ? "Forbidden: bot was kicked from the group chat"
              : "Forbidden: bot was blocked by the user");
    }
  }

  Optional<Post> post(long messageId) {
    return posts.stream().filter(post -> post.id() == messageId).findFirst();
  }

  ObjectNode json() {
    ObjectNode json = Wire.object();
    json.put("id", id).put("type", group ? "group" : "private");
    return json.put(group ? "title" : "first_name", title);
  }
}
