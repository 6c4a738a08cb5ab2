package trader.bot.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import trader.chatsim.slack.Delivery;
import trader.chatsim.slack.FakeWorkspace;
import trader.chatsim.slack.OpenView;
import trader.chatsim.slack.SlackMessage;
import trader.redis.Json;

/**
 * The same workspace, where everything is pressed below a message or sent with the form that a
 * press opens, over Socket Mode. What a button carries is whatever somebody makes it carry.
 */
final class SlackButtonsSurface extends SlackSurface {
  private static int blocks;

  SlackButtonsSurface(FakeWorkspace workspace, World world) {
    super(workspace, Optional.empty(), world);
  }

  /** A message that only that person sees, from before the bot began. */
  static SlackMessage below(String account, String channel) {
    return new SlackMessage(
        channel,
        "1700000000.000100",
        "U0TRADER",
        Optional.of(account),
        Optional.empty(),
        List.of(),
        List.of(
            new SlackMessage.Version(Instant.EPOCH, "before", Json.mapper().createArrayNode())));
  }

  static SlackMessage.Button button(String action, String words) {
    return new SlackMessage.Button("matrix-" + ++blocks, action, "Do it", words, "");
  }

  @Override
  Delivery send(String account, String channel, String words) {
    return press(account, channel, button("say-0", words));
  }

  private Delivery press(String account, String channel, SlackMessage.Button button) {
    return workspace.pressAnyway(account, below(account, channel), button);
  }

  @Override
  public Told say(String person, String words, String code) {
    return filledIn(person, words, Map.of("code", code));
  }

  @Override
  public Told confirm(String person, String words, String id, String code) {
    Map<String, String> values = new HashMap<>(Map.of("reason", "because of the matrix"));
    if (!code.isEmpty()) {
      values.put("code", code);
    }
    return filledIn(person, "confirm " + id, values);
  }

  private Told filledIn(String person, String words, Map<String, String> values) {
    String account = account(person);
    String action =
        "fill-0"
            + (values.containsKey("code") ? "-code" : "")
            + (values.containsKey("reason") ? "-reason" : "");
    assertThat(press(account, FakeWorkspace.DESK, button(action, words)).ack().status())
        .isEqualTo(200);
    await().until(() -> !workspace.views(account).isEmpty());
    OpenView form = workspace.views(account).getFirst();
    int before = seen(account, FakeWorkspace.DESK).size();
    Delivery sent = workspace.submit(account, form.id(), values);
    assertThat(sent.ack().body()).doesNotContain("errors");
    await().until(() -> workspace.views(account).isEmpty());
    return new Told(answer(account, before), () -> workspace.redeliver(sent).ack().body());
  }

  /** Pressed as it is, and where it would open a form, which it does not. */
  @Override
  void strange(String account, String channel, List<String> words) {
    super.strange(account, channel, words);
    int before = lines(account, channel);
    for (String one : words) {
      assertThat(press(account, channel, button("fill-0-code-reason", one)).ack().status())
          .isEqualTo(200);
    }
    await().until(() -> lines(account, channel) == before + words.size());
    assertThat(workspace.views(account)).isEmpty();
  }
}
