package trader.commands.desk;

import java.util.Optional;
import trader.commands.Refusal;
import trader.commands.Reply;
import trader.commands.Role;

/** Refuses what an actor is not trusted with, and accounts for it. */
final class Permission {
  private Permission() {}

  /** The refusal, empty where the actor may. */
  static Optional<Reply> refusal(Tools tools, Request request, Role role) {
    if (request.actor().may(role)) {
      return Optional.empty();
    }
    // A denial that cannot be recorded is a denial all the same.
    new Lenient()
        .tryTo(
            "the audit entry",
            () -> tools.audit().write(request, "refused", "needs the role " + role.text()));
    return Optional.of(
        new Reply.Refused(
            new Refusal.NotAuthorized(
                request.actor(),
                role,
                "'" + request.command().text() + "'",
                tools.people().trustedWith(role))));
  }
}
