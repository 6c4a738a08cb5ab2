package trader.bot.telegram;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trader.bot.chat.Answer;
import trader.bot.chat.Button;
import trader.bot.chat.ChartImage;
import trader.bot.chat.Talk;
import trader.commands.Figures;
import trader.commands.Reply;
import trader.commands.Section;

/** One conversation as one message, which follows what becomes of the command. */
final class TelegramTalk implements Talk {
  private final Stage stage;
  private final BotClient.Address address;
  private final String words;
  private Optional<String> press;
  private String begun = "";
  private @Nullable LiveMessage message;

  /**
   * A conversation.
   *
   * @param words what was said
   * @param press the id of the pressed button whose spinner is to be ended
   */
  TelegramTalk(Stage stage, BotClient.Address address, String words, Optional<String> press) {
    this.stage = stage;
    this.address = address;
    this.words = words;
    this.press = press;
  }

  @Override
  public void stranger() {
    // Telegram shows strangers nothing: not even that somebody is here.
  }

  @Override
  public void began(String person, String command, Instant at) {
    endSpinner();
    stage.previews().began(words, at);
    begun =
        Html.bold(command)
            + " — requested by "
            + Html.escaped(person)
            + " at "
            + Figures.preciseTime(at);
    show(Screen.passing(begun + "\nNot yet written: nothing is confirmed."), true);
  }

  @Override
  public void written(Instant at) {
    show(
        Screen.passing(
            begun
                + "\nIn Redis since "
                + Figures.preciseTime(at)
                + "; the engine has not confirmed it yet."),
        true);
  }

  @Override
  public void answered(Answer answer) {
    endSpinner();
    boolean first = answer.audience() == Answer.Audience.PLACE;
    PageView view = PageView.of(answer.page());
    LiveMessage shown = show(Screen.last(view.pieces().getFirst(), answer.buttons()), first);
    if (answer.reply() instanceof Reply.Previewed previewed && !answer.buttons().isEmpty()) {
      stage.previews().add(previewed.id(), shown, previewed.until());
    }
    rest(view, address).forEach(job -> stage.queues().of(address.chat()).add(job, first));
  }

  /** What follows the first message of a page. */
  static List<ChatQueue.Job> rest(PageView view, BotClient.Address address) {
    List<ChatQueue.Job> jobs = new ArrayList<>();
    for (String piece : view.pieces().subList(1, view.pieces().size())) {
      jobs.add((client, late) -> client.send(address, Screen.last(piece, List.<Button>of())));
    }
    view.document()
        .ifPresent(
            text -> jobs.add((client, late) -> client.sendDocument(address, text, "answer.txt")));
    for (Section.Chart chart : view.charts()) {
      jobs.add((client, late) -> client.sendPhoto(address, ChartImage.png(chart), caption(chart)));
    }
    return jobs;
  }

  private static String caption(Section.Chart chart) {
    Section.Point last = chart.points().getLast();
    return chart.name()
        + " "
        + last.value().toPlainString()
        + " "
        + chart.unit()
        + " at "
        + Figures.time(last.at());
  }

  private LiveMessage show(Screen screen, boolean first) {
    LiveMessage known = message;
    if (known == null) {
      ChatQueue queue = stage.queues().of(address.chat());
      known = new LiveMessage(queue, address, first, screen, stage.clock());
      message = known;
    } else {
      known.show(screen);
    }
    return known;
  }

  private void endSpinner() {
    press.ifPresent(stage::endSpinner);
    press = Optional.empty();
  }
}
