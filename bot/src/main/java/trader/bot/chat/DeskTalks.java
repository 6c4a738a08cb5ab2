package trader.bot.chat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.bot.audit.TurnedAway;
import trader.commands.Actor;
import trader.commands.Catalog;
import trader.commands.Page;
import trader.commands.Parsed;
import trader.commands.Parser;
import trader.commands.Reply;
import trader.commands.ReplyPage;
import trader.commands.desk.Request;
import trader.commands.people.Operators;
import trader.commands.people.Person;
import trader.control.Alert;

/**
 * Leads what allowed people say to the desk. What lowers risk whatever is so now goes on a lane of
 * its own to a desk of its own, with a connection of its own to Redis.
 */
public final class DeskTalks implements ChatDesk, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeskTalks.class);
  private static final int HALTS_AT_ONCE = 256;
  private static final int HALTS_WAITING = 10_000;
  private static final int AT_ONCE = 64;
  private static final int WAITING = 256;
  private static final int STRANGERS_AT_ONCE = 2;
  private static final int STRANGERS_WAITING = 64;
  private static final Duration LAST_WORK = Duration.ofSeconds(5);
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final Operators.Source people;
  private final Desks desks;
  private final TurnedAway unproved;
  private final MeterRegistry registry;
  private final InstantSource clock;
  private final Strangers strangers;
  private final Lane halts = new Lane("chat-halt", HALTS_AT_ONCE, HALTS_WAITING);
  private final Lane others = new Lane("chat", AT_ONCE, WAITING);
  private final Lane strange = new Lane("chat-stranger", STRANGERS_AT_ONCE, STRANGERS_WAITING);
  private final ExecutorService voices =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("chat-voice-", 0).factory());

  /**
   * A way to the desk.
   *
   * @param alarm takes alerts; may block
   */
  public DeskTalks(
      Operators.Source people,
      Desks desks,
      Consumer<Alert> alarm,
      MeterRegistry registry,
      InstantSource clock) {
    this.people = people;
    this.desks = desks;
    this.unproved = new TurnedAway(desks.usual(), clock);
    this.registry = registry;
    this.clock = clock;
    this.strangers = new Strangers(desks.usual(), alarm, registry, clock);
    Gauge.builder("chat_commands_waiting", others, Lane::waitingNow)
        .description("Commands from chats that wait for their turn")
        .register(registry);
  }

  @Override
  public void hear(Utterance utterance, Talk talk) {
    Speaker speaker = utterance.speaker();
    Operators operators = people.now();
    Optional<Person> person = person(operators, speaker);
    if (person.isEmpty()) {
      turnAway(utterance, talk, "the account is in no entry of the operators file");
    } else if (!places(operators, speaker).contains(speaker.place())) {
      turnAway(
          utterance,
          talk,
          "the person " + person.get().id() + " is known, the place is not allowed");
    } else {
      understand(utterance, talk, person.get());
    }
  }

  private static Optional<Person> person(Operators operators, Speaker speaker) {
    return switch (speaker.platform()) {
      case SLACK -> operators.onSlack(speaker.account());
      case TELEGRAM -> operators.onTelegram(speaker.account());
    };
  }

  private static Set<String> places(Operators operators, Speaker speaker) {
    return switch (speaker.platform()) {
      case SLACK -> operators.slackPlaces();
      case TELEGRAM -> operators.telegramPlaces();
    };
  }

  private void turnAway(Utterance utterance, Talk talk, String why) {
    strangers.count(utterance.speaker());
    // Told on the lane itself, so that they cannot take up threads: where it is full they are
    // counted and hear nothing.
    Narrator narrator = new Narrator(talk, utterance.speaker().platform(), Runnable::run);
    strange.offer(() -> {
      strangers.account(utterance, why);
      narrator.tell("stranger", Talk::stranger);
    });
  }

  @Override
  public void turnedAway(Platform platform, String machine, String action, String cause) {
    Actor nobody =
        new Actor(
            platform.text(), machine, Set.of(), "the request did not come from " + platform.text());
    strange.offer(() ->
        unproved.account(
            nobody,
            platform.text() + " " + machine,
            cause,
            action,
            "the request did not prove to come from "
                + platform.text()
                + ": "
                + cause
                + "; nothing of it was heard"));
  }

  private void understand(Utterance utterance, Talk talk, Person person) {
    Narrator narrator = narrator(utterance, talk);
    switch (Parser.parse(utterance.words())) {
      case Parsed.Misunderstood misunderstood -> {
        Reply reply = new Reply.Misunderstood(misunderstood.mistake());
        Page page = ReplyPage.of(reply);
        Answer answer = new Answer(reply, page, Answer.Audience.AUTHOR, Buttons.below(reply, page));
        narrator.tell("answered", shown -> shown.answered(answer));
      }
      case Parsed.Understood understood ->
          start(utterance, understood, actor(utterance, person), narrator);
    }
  }

  private static Actor actor(Utterance utterance, Person person) {
    Speaker speaker = utterance.speaker();
    return new Actor(
        speaker.platform().text(),
        person.id(),
        person.roles(),
        "the operators file gives them to "
            + person.id()
            + ", whose account "
            + speaker.account()
            + " is",
        Optional.of(person.id()));
  }

  private void start(
      Utterance utterance, Parsed.Understood understood, Actor actor, Narrator narrator) {
    boolean urgent = Urgency.alwaysLowers(understood.command());
    Request request =
        new Request(
            utterance.id(),
            actor,
            understood.command(),
            understood.reason(),
            Optional.empty(),
            utterance.saidAt());
    Conversation conversation =
        new Conversation(request, desks.forCommand(understood.command()), narrator, clock);
    Lane lane = urgent ? halts : others;
    if (!lane.offer(() -> hold(conversation, request))) {
      LOG.warn("CHAT_BUSY actor={} command='{}'", actor.label(), request.command().text());
      conversation.busy(lane);
    }
  }

  private void hold(Conversation conversation, Request request) {
    Timer.Sample sample = Timer.start(registry);
    Reply reply = conversation.hold();
    sample.stop(
        Timer.builder("chat_command")
            .description("Commands from chats by outcome, until the answer is handed to the chat")
            .tag("platform", request.actor().surface())
            .tag("command", Catalog.entryOf(request.command()).name())
            .tag("outcome", reply.outcome().name().toLowerCase(Locale.ROOT))
            .register(registry));
  }

  private Narrator narrator(Utterance utterance, Talk talk) {
    return new Narrator(talk, utterance.speaker().platform(), voices);
  }

  /** Takes nothing more; what is under way gets some seconds to end and to be answered. */
  @Override
  public void close() {
    strange.close(Duration.ZERO);
    others.close(LAST_WORK);
    halts.close(LAST_WORK);
    Lane.end(voices, LAST_WORDS);
  }
}
