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
 * @param person which person the actor is, where that is known
 * @param code whether the actor has a code generator
 * @param second why it takes a second person; empty where it does not
 * @param approvers the ids of those who may be the second person and have a code generator
 * @param others who else has the role; empty where no file names them
 */
record Demands(
    boolean live,
    Optional<String> person,
    boolean code,
    Optional<String> second,
    List<String> approvers,
    Optional<List<String>> others) {

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
    List<String> approvers = tools.people().approversWithCodes(identity.orElse(""));
    return new Demands(
        engine.reachesRealVenue(),
        identity,
        tools.people().givesCodes(actor),
        second,
        approvers,
        tools
            .people()
            .approversBeside(identity.orElse(""))
            .map(all ->
                all.stream().map(Person::id).filter(id -> !approvers.contains(id)).toList()));
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

  boolean secondRequired() {
    return live && second.isPresent();
  }

  /** What it takes, or would take with a live venue, as one line for the preview. */
  String text() {
    List<String> takes = new ArrayList<>();
    if (person.isEmpty()) {
      takes.add("an account or a token of your own, since nobody knows who you are");
    }
    takes.add(
        code
            ? "a code from your code generator"
            : "a code from a code generator"
                + person
                    .map(id -> ", of which you have none (on the desk's machine: trader totp " + id)
                    .map(text -> text + ")")
                    .orElse(""));
    second.ifPresent(why -> takes.add("a second person, since " + why + " (" + who() + ")"));
    String all = String.join(", and ", takes);
    return live ? "also " + all : "not required here; with a live venue also " + all;
  }

  /** Who may approve, in words. */
  private String who() {
    if (others.isEmpty()) {
      return "anyone else with the role approver";
    }
    List<String> all = new ArrayList<>(approvers);
    others.get().forEach(id -> all.add(id + ", who has no code generator yet"));
    return all.isEmpty() ? "nobody else has the role approver" : String.join(" or ", all);
  }
}
