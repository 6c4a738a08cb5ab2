package trader.bot.matrix;

import trader.commands.Role;
import trader.commands.support.Crew;
import trader.commands.support.Rig;

/** Who speaks. */
final class Crews {
  /** Whoever has the token that names nobody. */
  static final String SHARED = "shared";

  /** Who may do everything, and has no code generator. */
  static final String WITHOUT_GENERATOR = "nora";

  static final String SHARED_TOKEN = Rig.OPS_TOKEN;

  private Crews() {}

  /** Who alone has that role. */
  static String with(Role role) {
    return Crew.with(role, "any").name();
  }
}
