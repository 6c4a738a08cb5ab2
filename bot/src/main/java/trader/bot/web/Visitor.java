package trader.bot.web;

import jakarta.servlet.http.HttpServletRequest;
import trader.commands.Actor;

/** Whoever is logged in and makes a call. */
record Visitor(Session session, Actor actor) {
  private static final String ATTRIBUTE = Visitor.class.getName();

  /** Goes with the call from the gate to whoever answers it. */
  void enter(HttpServletRequest call) {
    call.setAttribute(ATTRIBUTE, this);
  }

  /** Who makes the call; throws {@link IllegalStateException} where the gate was passed by. */
  static Visitor of(HttpServletRequest call) {
    if (call.getAttribute(ATTRIBUTE) instanceof Visitor visitor) {
      return visitor;
    }
    throw new IllegalStateException(call.getRequestURI() + " was reached without a login");
  }
}
