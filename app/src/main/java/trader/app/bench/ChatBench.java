package trader.app.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import trader.bot.Bot;
import trader.bot.BotSettings;
import trader.chatsim.slack.FakeWorkspace;
import trader.chatsim.slack.SlackMessage;
import trader.chatsim.slack.WorkspaceOptions;
import trader.chatsim.telegram.FakeBotApi;

/**
 * From a halt said in Slack or Telegram until its message there says what the engine confirmed:
 * real bot, Redis and engine, and fakes of both platforms.
 */
final class ChatBench implements Benchmark {
  private static final String USER = "U0ALICE";
  private static final long CHAT = 1001;
  private static final String TOKEN = "110201543:AAbenchBotTokenThatOpensNothing";
  private static final String CONFIRMED = "HALTED";
  private static final long PATIENCE_NANOS = Duration.ofSeconds(20).toNanos();
  private static final long LOOK_NANOS = Duration.ofNanos(200_000).toNanos();
  private static final double SHOWN_MICROS = 100_000;
  private static final double ACK_MICROS = 25_000;
  private static final String PEOPLE =
      """
      people:
        alice:
          roles: [operator]
          slack: [%s:%s]
          telegram: [%d]
      places:
        slack: [%s:%s]
        telegram: [%d]
      """
          .formatted(FakeWorkspace.TEAM, USER, CHAT, FakeWorkspace.TEAM, FakeWorkspace.DESK, CHAT);

  @Override
  public String name() {
    return "chat";
  }

  @Override
  public String what() {
    return "a halt said in Slack or Telegram until the message says what the engine confirmed";
  }

  @Override
  public Size size() {
    return new Size(300, 100);
  }

  @Override
  public Report run(Run run) {
    Size size = run.size();
    WorkspaceOptions workspace = WorkspaceOptions.strict().unlimited();
    long[] acknowledged = new long[size.samples()];
    long[] slackShown = new long[size.samples()];
    long[] telegramShown = new long[size.samples()];
    long[] pushes = new long[size.samples()];
    Map<String, Object> config = new LinkedHashMap<>();
    try (TradingRig rig = new TradingRig(new TradingRig.Plan(1_000, 100, 0), run.clock());
        Scratch scratch = new Scratch();
        FakeWorkspace slack = FakeWorkspace.start(workspace, run.clock());
        FakeBotApi telegram = FakeBotApi.start(TOKEN, "trader_bot", run.clock());
        Bot bot = bot(rig, scratch, slack, telegram, run);
        RawPush push = new RawPush(rig.redisPort())) {
      slack.overHttp(URI.create(bot.address() + "/slack/events"));
      telegram.addUser(CHAT, "alice");
      rig.grants().letTrade();
      int all = size.warmUp() + size.samples();
      for (int i = 0; i < all; i++) {
        rig.awaitTrading();
        boolean slackFirst = i % 2 == 0;
        long told = slackFirst ? 0 : telegram(telegram);
        Told heard = slack(slack);
        told = slackFirst ? telegram(telegram) : told;
        rig.grants().endHalt();
        int sample = i - size.warmUp();
        if (sample >= 0) {
          acknowledged[sample] = heard.ackNanos;
          slackShown[sample] = heard.shownNanos;
          telegramShown[sample] = told;
          pushes[sample] = push.measure();
        }
        if ((i + 1) % 100 == 0) {
          run.progress().accept((i + 1) + " of " + all + " halts on each platform");
        }
      }
    }
    config.put(
        "driver",
        "a halt on each platform by turns, every other one of a trading engine; then a grant");
    config.put("processes", "redis-server, simulator, engine; bot and both fakes in this one");
    config.put("slack", "signed requests over HTTP; without the platform's own rate limits");
    Figures shown = Figures.micros(slackShown);
    Figures acks = Figures.micros(acknowledged);
    Figures told = Figures.micros(telegramShown);
    return new Report(
        name(),
        new Report.Row("Slack: signed request until the message says it", shown),
        new Report.Row("raw push of the same Redis", Figures.micros(pushes)),
        List.of(
            new Report.Row("Slack: signed request until acknowledged", acks),
            new Report.Row("Telegram: update until the message says it", told)),
        List.of(
            Report.Goal.atMost("Slack shown p99", "us", SHOWN_MICROS, shown.p99()),
            Report.Goal.atMost("Slack acknowledged p99", "us", ACK_MICROS, acks.p99()),
            Report.Goal.atMost("Telegram shown p99", "us", SHOWN_MICROS, told.p99())),
        config);
  }

  private record Told(long ackNanos, long shownNanos) {}

  private static Told slack(FakeWorkspace slack) {
    String before = lastIn(slack);
    long begun = System.nanoTime();
    var delivery = slack.type(USER, FakeWorkspace.DESK, "/mode", "halt drill");
    SlackMessage message =
        slack.await(
            USER,
            FakeWorkspace.DESK,
            one -> one.ts().compareTo(before) > 0 && one.shown().contains(CONFIRMED));
    long shown = System.nanoTime() - begun;
    if (!message.shown().contains("confirmed")) {
      throw new IllegalStateException("the engine confirmed nothing: " + message.shown());
    }
    return new Told(delivery.ack().took().toNanos(), shown);
  }

  private static String lastIn(FakeWorkspace slack) {
    List<SlackMessage> seen = slack.seenBy(USER, FakeWorkspace.DESK);
    return seen.isEmpty() ? "" : seen.getLast().ts();
  }

  private static long telegram(FakeBotApi telegram) {
    long begun = System.nanoTime();
    long said = telegram.say(CHAT, CHAT, "/mode halt drill");
    while (System.nanoTime() - begun < PATIENCE_NANOS) {
      var last = telegram.ofBot(CHAT).reversed().stream().findFirst();
      if (last.isPresent()
          && last.get().id() > said
          && last.get().text().contains(CONFIRMED)
          && last.get().text().contains("confirmed")) {
        return System.nanoTime() - begun;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    throw new IllegalStateException("nothing was confirmed on Telegram: " + telegram.ofBot(CHAT));
  }

  private static Bot bot(
      TradingRig rig, Scratch scratch, FakeWorkspace slack, FakeBotApi telegram, Run run) {
    Map<String, String> environment = new HashMap<>(rig.deskEnvironment());
    environment.put("OPS_PORT", "0");
    environment.put("OPERATORS_FILE", people(scratch).toString());
    environment.put("SLACK_API_URL", slack.address());
    environment.put("SLACK_BOT_TOKEN", slack.options().botToken());
    environment.put("SLACK_SIGNING_SECRET", slack.options().signingSecret());
    environment.put("TELEGRAM_API_URL", telegram.address());
    environment.put("TELEGRAM_BOT_TOKEN", TOKEN);
    BotSettings read = BotSettings.read(environment);
    return Bot.start(
        new BotSettings(
            read.bind(),
            read.port(),
            read.desk(),
            read.alertLevels(),
            read.digestEvery(),
            read.mail(),
            read.slack().map(one -> one.paced(Duration.ZERO, one.pingEvery())),
            read.telegram()),
        environment,
        run.clock());
  }

  private static Path people(Scratch scratch) {
    Path file = scratch.folder().resolve("operators.yaml");
    try {
      return Files.writeString(file, PEOPLE);
    } catch (IOException e) {
      throw new UncheckedIOException("the file of people cannot be written", e);
    }
  }
}
