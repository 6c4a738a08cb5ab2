package trader.bot.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import trader.bot.Bot;
import trader.bot.BotSettings;
import trader.bot.matrix.Way.Place;
import trader.bot.slack.SlackPlatform;
import trader.chatsim.slack.FakeWorkspace;
import trader.chatsim.slack.WorkspaceOptions;
import trader.chatsim.telegram.FakeBotApi;
import trader.commands.Catalog;
import trader.commands.CatalogEntry;
import trader.commands.Command;
import trader.commands.Parsed;
import trader.commands.Parser;
import trader.commands.Role;
import trader.commands.support.Crew;
import trader.commands.support.MovableClock;

/**
 * Every surface, role and command, in every way in which it can come, over the surfaces' own wire:
 * the effect of {@link Deed#ALL} exactly where there should be one, and each refusal in the audit.
 */
@Tag("integration")
class SurfaceMatrixTest {
  private static final List<String> READINGS = readings();

  @TempDir static Path folder;

  /** What was turned away before it was known who spoke: audited once each. */
  private static final Set<String> ACCOUNTED = new HashSet<>();

  private static final Map<Place, Surface> SURFACES = new EnumMap<>(Place.class);

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static World world;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static FakeWorkspace workspace;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static FakeBotApi telegram;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Bot bot;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static HttpClient client;

  @BeforeAll
  static void open() throws IOException {
    world = new World(folder);
    workspace = FakeWorkspace.start(WorkspaceOptions.strict().unlimited(), world.rig().clock());
    Crew.operators()
        .people()
        .forEach(person -> workspace.addUser(Crew.onSlack(person.id()), person.id()));
    MovableClock itsClock = MovableClock.following(world.rig().clock());
    telegram = FakeBotApi.start(TelegramSurface.TOKEN, "trader_bot", itsClock);
    TelegramSurface onTelegram = new TelegramSurface(telegram, itsClock);
    bot = bot();
    client = HttpClient.newHttpClient();
    Wire wire = new Wire(client, bot.address());
    URI events = URI.create(bot.address() + SlackPlatform.EVENTS_PATH);
    SURFACES.put(Place.SLACK_SOCKET, new SlackSurface(workspace, Optional.empty(), world));
    SURFACES.put(Place.SLACK_BUTTONS, new SlackButtonsSurface(workspace, world));
    SURFACES.put(Place.TELEGRAM_BUTTONS, new TelegramButtonsSurface(onTelegram));
    SURFACES.put(Place.SLACK_HTTP, new SlackSurface(workspace, Optional.of(events), world));
    SURFACES.put(Place.TELEGRAM, onTelegram);
    SURFACES.put(Place.HTTP_API, new ApiSurface(wire, world));
    SURFACES.put(Place.CONSOLE, new ConsoleSurface(wire));
    Awaitility.await()
        .until(() -> workspace.connectionsOpen() > 0 && telegram.calls().contains("getupdates"));
  }

  private static Bot bot() throws IOException {
    Map<String, String> environment = new HashMap<>(world.rig().environment());
    environment.put("ENGINE_GREEN_URL", world.green().address().toString());
    environment.put("OPERATORS_FILE", people().toString());
    environment.put("ALERT_LEVELS", "info=off,warning=off,critical=off");
    environment.put("SLACK_API_URL", workspace.address());
    environment.put("SLACK_BOT_TOKEN", workspace.options().botToken());
    environment.put("SLACK_APP_TOKEN", workspace.options().appToken());
    environment.put("SLACK_SIGNING_SECRET", workspace.options().signingSecret());
    environment.put("TELEGRAM_API_URL", telegram.address());
    environment.put("TELEGRAM_BOT_TOKEN", TelegramSurface.TOKEN);
    environment.put("OPS_PORT", "0");
    BotSettings read = BotSettings.read(environment);
    BotSettings quick =
        new BotSettings(
            read.bind(),
            read.port(),
            read.desk(),
            read.alertLevels(),
            read.digestEvery(),
            read.mail(),
            read.slack().map(one -> one.paced(Duration.ZERO, one.pingEvery())),
            read.telegram());
    return Bot.start(quick, environment, world.rig().clock());
  }

  private static Path people() throws IOException {
    String places =
        "places:\n  slack: [\"%s:%s\"]\n  telegram: %s\n"
            .formatted(FakeWorkspace.TEAM, FakeWorkspace.DESK, TelegramSurface.ALLOWED);
    return Files.writeString(folder.resolve("operators.yaml"), Crew.operatorsFile() + places);
  }

  @AfterAll
  static void close() {
    bot.close();
    client.close();
    telegram.close();
    workspace.close();
    world.close();
  }

  private static List<String> readings() {
    return Catalog.ENTRIES.stream()
        .flatMap(entry -> entry.examples().stream())
        .filter(example ->
            Parser.parse(example) instanceof Parsed.Understood understood
                && understood.command() instanceof Command.Reading)
        .map(example -> example.substring(1))
        .toList();
  }

  @Test
  void everyCommandOfTheCatalogIsTried() {
    Set<String> tried =
        Stream.concat(Deed.ALL.stream().map(Deed::words), READINGS.stream())
            .map(words -> words.split(" ", 2)[0])
            .collect(Collectors.toSet());

    assertThat(tried)
        .containsExactlyInAnyOrderElementsOf(
            Catalog.ENTRIES.stream().map(CatalogEntry::name).toList());
  }

  static Stream<Arguments> combinations() {
    List<Arguments> all = new ArrayList<>();
    // Slack first: its library knows the real time only, from which the clock is moved away.
    for (Place place : Place.values()) {
      for (Way way : Way.values()) {
        for (Role role : Role.values()) {
          if (way.existsOn(place) && way.concerns(role) && place.tries(way, role)) {
            all.add(Arguments.of(place, way, role));
          }
        }
      }
    }
    return all.stream();
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("combinations")
  void effectExactlyWhereThereShouldBeOne(Place place, Way way, Role role) {
    Surface surface = SURFACES.get(place);
    assertThat(surface).isNotNull();
    surface.begin();
    new Row(surface, way, role).tryAll();
  }

  /** Every command in one way by one person on one surface. */
  private record Row(Surface surface, Way way, Role role) {

    void tryAll() {
      switch (way) {
        case ALLOWED -> {
          each(Steps::done);
          reads();
        }
        case REPLAYED -> each(Steps::twice);
        case STALE -> each(Steps::late);
        case STATE_MOVED -> previewed(Steps::moved);
        case SAME_HUMAN_TWICE ->
            of(Deed.Kind.TAKES_TWO, steps -> steps.approveMyself(steps.waiting(steps.preview())));
        case NO_CODE -> {
          previewed(Steps::withoutCode);
          of(Deed.Kind.DECIDES, Steps::withoutCode);
        }
        case EXPIRED_CONFIRMATION -> expired();
        case NO_GENERATOR -> {
          raisesNothing(Crews.WITHOUT_GENERATOR);
          of(
              Deed.Kind.TAKES_TWO,
              steps -> steps.approveWithoutGenerator(steps.waiting(steps.preview())));
        }
        case SHARED_TOKEN -> raisesNothing(Crews.SHARED);
        case UNKNOWN_USER -> turnedAway(words -> surface.unknown(words));
        case WRONG_CHAT -> turnedAway(words -> surface.elsewhere(person(), words));
        case FORGED -> turnedAway(words -> surface.forge(person(), words));
      }
    }

    private interface Trial {
      void run(Steps steps);
    }

    private interface Crowd {
      void say(List<String> words);
    }

    private String person() {
      return Crews.with(role);
    }

    private Steps steps(Deed deed, String person) {
      Surface other = SURFACES.get(surface.label().equals("web") ? Place.TELEGRAM : Place.CONSOLE);
      return new Steps(world, surface, Objects.requireNonNull(other), person, deed);
    }

    private Stream<Deed> deeds() {
      return Deed.ALL.stream().filter(deed -> surface.offers(deed.words()));
    }

    /** The trial where the role may do it; where not, a refusal however it comes. */
    private void each(Trial trial) {
      deeds()
          .forEach(deed -> {
            Steps steps = steps(deed, person());
            if (deed.kind() == Deed.Kind.NOTHING && deed.openTo(role)) {
              world.stand(deed.base());
              trial.run(steps);
            } else if (deed.openTo(role)) {
              world.begin(deed.base());
              trial.run(steps);
            } else {
              world.stand(deed.base());
              Told told =
                  steps.refused(
                      way == Way.STALE ? () -> surface.late(person(), deed.words()) : steps::first);
              if (way == Way.REPLAYED) {
                steps.once(told);
              }
            }
          });
    }

    private void previewed(Trial trial) {
      of(Deed.Kind.RAISES, trial);
      of(Deed.Kind.TAKES_TWO, trial);
    }

    private void of(Deed.Kind kind, Trial trial) {
      deeds()
          .filter(deed -> deed.kind() == kind && deed.openTo(role))
          .forEach(deed -> {
            world.begin(deed.base());
            trial.run(steps(deed, person()));
            world.spoilt();
          });
    }

    private void reads() {
      world.stand(Deed.Base.TRADING);
      Map<String, String> before = world.seen();
      long audited = world.audited();
      for (String words : READINGS.stream().filter(surface::offers).toList()) {
        Told told = surface.say(person(), words);
        assertThat(told.text()).as(words).isNotBlank();
      }
      assertThat(world.audited()).as("refusals").isEqualTo(audited);
      assertThat(world.seen()).isEqualTo(before);
    }

    /** All previews first, so that the clock is moved once. */
    private void expired() {
      Map<Steps, String> previews = new LinkedHashMap<>();
      world.begin(Deed.Base.TRADING);
      for (Deed.Base base : Deed.Base.values()) {
        world.levers(base);
        deeds()
            .filter(deed -> deed.previewed() && deed.base() == base)
            .flatMap(deed ->
                Stream.of(Role.RISK_RAISER, Role.ADMIN).map(one -> steps(deed, Crews.with(one))))
            .forEach(steps -> previews.put(steps, Steps.id(steps.preview())));
      }
      world.spoilt();
      world.advance(Duration.ofSeconds(61));
      previews.forEach((steps, id) -> steps.refused(() -> steps.confirm(id)));
    }

    /** Lowers, and nothing else where a real venue can be reached. */
    private void raisesNothing(String person) {
      deeds()
          .forEach(deed -> {
            Steps steps = steps(deed, person);
            world.begin(deed.base());
            switch (deed.kind()) {
              case LOWERS -> steps.changes(steps::first);
              case DECIDES, RAISES, TAKES_TWO -> steps.refused(steps::first);
              case NOTHING -> steps.nothing(steps::first);
            }
            world.spoilt();
          });
    }

    /** No effect and no preview of anything, and one entry in the audit for all of it. */
    private void turnedAway(Crowd crowd) {
      for (Deed.Base base : Deed.Base.values()) {
        world.begin(base);
        List<String> words =
            Stream.concat(
                    deeds().filter(deed -> deed.base() == base).map(Deed::words),
                    base == Deed.Base.TRADING
                        ? READINGS.stream().filter(surface::offers)
                        : Stream.empty())
                .toList();
        Map<String, String> before = world.seen();
        long entries = ACCOUNTED.add(surface.source(way, person())) ? 1 : 0;

        crowd.say(words);

        Awaitility.await()
            .pollDelay(Duration.ZERO)
            .untilAsserted(() -> assertThat(world.audited()).isEqualTo(entries));
        assertThat(world.newest(entries)).allMatch(draft -> draft.outcome().equals("refused"));
        assertThat(world.pending()).isZero();
        assertThat(world.seen()).isEqualTo(before);
      }
    }
  }
}
