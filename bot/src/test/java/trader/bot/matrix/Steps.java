package trader.bot.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import trader.commands.support.Crew;

/**
 * One deed by one person on one surface, step by step, each with what should come of it.
 *
 * @param other where a second person, or the same human again, speaks
 */
record Steps(World world, Surface surface, Surface other, String person, Deed deed) {
  private static final String SECOND = "ben";

  /** The first thing that is said, with a code where one message does it. */
  Told first() {
    return deed.kind() == Deed.Kind.DECIDES
        ? surface.say(person, deed.words(), code(person))
        : surface.say(person, deed.words());
  }

  private String code(String whose) {
    return Crew.code(whose, world.now()).reveal();
  }

  /** A preview, which changes nothing. */
  Told preview() {
    Told told = nothing(this::first);
    assertThat(told.preview()).as(told.text()).isPresent();
    return told;
  }

  Told confirm(String id) {
    return surface.confirm(person, deed.words(), id, code(person));
  }

  /** Confirmed, it waits for a second person, and has changed nothing. */
  String waiting(Told preview) {
    Told told = nothing(() -> confirm(id(preview)));
    assertThat(told.waiting()).as(told.text()).isPresent();
    return told.waiting().orElseThrow();
  }

  static String id(Told preview) {
    return preview.preview().orElseThrow();
  }

  /** Says yes as another person, where that surface lets one, else on the other. */
  Told approve(String id) {
    Surface where = surface.offers("approve " + id) ? surface : other;
    return where.say(SECOND, "approve " + id, code(SECOND));
  }

  /** Another person who may approve says yes and has no code to say it with. */
  void approveWithoutGenerator(String id) {
    String nora = Crews.WITHOUT_GENERATOR;
    new Steps(world, /* surface= */ other, /* other= */ surface, nora, deed)
        .refused(() -> other.say(nora, "approve " + id, code(nora)));
  }

  /** The same human says yes to what they asked for, from elsewhere. */
  void approveMyself(String id) {
    refused(other, () -> other.say(person, "approve " + id, code(person)));
  }

  /** All of it; answers what was said last, which has the effect. */
  Told done() {
    return switch (deed.kind()) {
      case LOWERS, DECIDES -> changes(this::first);
      case RAISES -> {
        Told preview = preview();
        yield changes(() -> confirm(id(preview)));
      }
      case TAKES_TWO -> {
        String id = waiting(preview());
        yield changes(() -> approve(id));
      }
      case NOTHING -> nothing(this::first);
    };
  }

  /** Does it, and then everything that was said once more: nothing comes of that. */
  void twice() {
    if (deed.previewed()) {
      Told preview = preview();
      String again = once(preview);
      assertThat(again.isEmpty() || again.contains(id(preview))).as(again).isTrue();
    }
    Told told = done();
    if (deed.kind() != Deed.Kind.NOTHING) {
      world.levers(deed.base());
    }
    String again = once(told);
    if (!again.isEmpty() && deed.kind() != Deed.Kind.NOTHING) {
      assertThat(again).contains("ANSWERED BEFORE, nothing was done now");
    }
  }

  /** Once more, which changes nothing; answers the answer. */
  String once(Told told) {
    return nothing(() -> new Told(told.again().get(), told.again())).text();
  }

  /** What lowers is applied however late; what raises is not, at none of its steps. */
  void late() {
    switch (deed.kind()) {
      case LOWERS -> changes(() -> surface.late(person, deed.words()));
      case DECIDES -> refused(() -> surface.late(person, deed.words() + " " + code(person)));
      case RAISES, TAKES_TWO -> {
        refused(() -> surface.late(person, deed.words()));
        String id = id(preview());
        refused(() -> surface.confirmLate(person, deed.words(), id, code(person)));
      }
      case NOTHING -> nothing(() -> surface.late(person, deed.words()));
    }
  }

  void withoutCode() {
    if (deed.kind() == Deed.Kind.DECIDES) {
      refused(() -> surface.say(person, deed.words()));
    } else {
      String id = id(preview());
      refused(() -> surface.confirm(person, deed.words(), id, ""));
    }
  }

  void moved() {
    String id = id(preview());
    world.move();
    refused(() -> confirm(id));
  }

  /** Exactly the effect of the table, and an entry in the audit. */
  Told changes(Supplier<Told> step) {
    Map<String, String> expected = new TreeMap<>(world.seen());
    expected.putAll(deed.effect());
    long audited = world.audited();
    world.spoilt();
    Told told = step.get();
    Awaitility.await(deed.words() + " by " + person + ": " + told.text())
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(world.seen()).isEqualTo(expected));
    assertThat(world.newest(world.audited() - audited))
        .as("'%s' by %s in the audit", deed.words(), person)
        .anyMatch(draft -> draft.outcome().equals("applied"));
    return told;
  }

  /** No effect at all. */
  Told nothing(Supplier<Told> step) {
    Map<String, String> before = world.seen();
    Told told = step.get();
    assertThat(world.seen())
        .as("'%s' by %s: %s", deed.words(), person, told.text())
        .isEqualTo(before);
    return told;
  }

  Told refused(Supplier<Told> step) {
    return refused(surface, step);
  }

  /** No effect, nothing more that waits, and the refusal in the audit. */
  private Told refused(Surface where, Supplier<Told> step) {
    long audited = world.audited();
    int pending = world.pending();
    Told told = nothing(step);
    assertThat(world.pending()).as(told.text()).isLessThanOrEqualTo(pending);
    assertThat(world.newest(world.audited() - audited))
        .as("refusal of '%s' by %s in the audit: %s", deed.words(), person, told.text())
        .anyMatch(draft ->
            draft.outcome().equals("refused") && draft.actor().equals(where.actor(person)));
    return told;
  }
}
