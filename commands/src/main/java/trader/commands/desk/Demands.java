package trader.commands.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import trader.commands.Actor;
import trader.commands.Command;
import trader.commands.people.Person;
import trader.commands.reading.Situation;
import trader.control.ControlLever;
import trader.control.EngineState;
import trader.control.Mode;

/**
 * What a change that raises risk takes beside a reason and a confirmation.
 *
 * @param live whether the engine concerned reaches a real venue; only then is it required
 * @param known whether it is known which person the actor is
 * @param code whether the actor has a code generator
 * @param second why it takes a second person; empty where it does not
 * @param approvers the ids of those who may be the second person; empty where no file names them
 * @param approversHaveCodes whether one of them has a code generator
 */
record Demands(
    boolean live,
    boolean known,
    boolean code,
    Optional<String> second,
    Optional<List<String>> approvers,
    boolean approversHaveCodes) {

  /** The name under which it is kept that {@code halt} was left for less than {@code auto}. */
  static final String LEFT_HALT = "mode:left-halt";

  static Demands of(
      Command.LeverChange change,
      Actor actor,
      Situation situation,
      EngineState engine,
      Tools tools) {
    Optional<String> second = second(change, situation, tools);
    Optional<String> identity = tools.people().identity(actor);
    Optional<List<Person>> approvers = tools.people().approversBeside(identity.orElse(""));
    return new Demands(
        engine.reachesRealVenue(),
        identity.isPresent(),
        tools.people().givesCodes(actor),
        second,
        approvers.map(list -> list.stream().map(Person::id).toList()),
        approvers.orElse(List.of()).stream().anyMatch(person -> person.totp().isPresent()));
  }

  private static Optional<String> second(
      Command.LeverChange change, Situation situation, Tools tools) {
    return switch (change) {
      case Command.SetMode set -> set.mode() == Mode.AUTO ? afterHalt(situation, tools) : none();
      case Command.SetActiveColor _ -> Optional.of("it changes which engine trades");
      case Command.SetCapitalStage set ->
          set.stage().percent() > tools.options().secondPersonAboveStage()
              ? Optional.of("it is above stage " + tools.options().secondPersonAboveStage() + " %")
              : none();
      case Command.Resume _, Command.Rearm _, Command.Pause _, Command.Kill _ -> none();
    };
  }

  private static Optional<String> none() {
    return Optional.empty();
  }

  private static Optional<String> afterHalt(Situation situation, Tools tools) {
    if (inHalt(situation)) {
      return Optional.of("it leaves halt for auto");
    }
    // Else one person could take two steps.
    return tools.store().recall(LEFT_HALT).isPresent()
        ? Optional.of("it was halted since it last was in auto")
        : none();
  }

  /** Whether the mode as written or as obeyed is {@code halt}. */
  static boolean inHalt(Situation situation) {
    return situation.written(ControlLever.MODE).flatMap(Mode::parse).orElse(Mode.HALT) == Mode.HALT
        || situation.engine().map(EngineState::modeEffective).orElse(Mode.HALT) == Mode.HALT;
  }

  boolean codeRequired() {
    return live && code;
  }

  boolean secondRequired() {
    return live && second.isPresent();
  }

  /** What it takes, or would take with a live venue, as one line for the preview. */
  String text() {
    List<String> takes = new ArrayList<>();
    if (!known) {
      takes.add("an account or a token of your own, since nobody knows who you are");
    }
    if (code) {
      takes.add("a code from your code generator");
    }
    second.ifPresent(why -> takes.add("a second person, since " + why + " (" + who() + ")"));
    if (takes.isEmpty()) {
      return live ? "a reason and this confirmation" : "the same with a live venue";
    }
    String all = String.join(", and ", takes);
    return live ? "also " + all : "not required here; with a live venue also " + all;
  }

  /** Who may approve, in words. */
  String who() {
    return approvers
        .map(ids -> ids.isEmpty() ? "nobody else has the role approver" : String.join(" or ", ids))
        .orElse("anyone else with the role approver");
  }
}
