package trader.commands;

/** Words for what is refused because of who asks: codes and second persons. */
final class PersonRefusals {
  private PersonRefusals() {}

  static Page page(Refusal.OfPerson refusal) {
    return switch (refusal) {
      case Refusal.CodeMissing r ->
          refused(
                  "'"
                      + r.command()
                      + "' reaches a real venue and needs the code that your code generator shows."
                      + " Nothing was changed; '"
                      + r.step()
                      + "' can still be said.")
              .say(r.step() + " <code>", "with the six digits; over HTTP in the header X-Ops-Code")
              .build();
      case Refusal.CodeWrong r -> wrong(r);
      case Refusal.CodeLocked r ->
          refused(
                  "there were too many wrong codes of "
                      + r.person()
                      + "; for at most "
                      + Figures.span(r.atMost())
                      + " no code is looked at. Nothing was changed.")
              .line("This is in the audit, and everyone was alerted. Lowering risk needs no code.")
              .act("if these were not your tries, have your secret replaced in the operators file")
              .build();
      case Refusal.PersonUnknown r ->
          refused(
                  "'"
                      + r.command()
                      + "' reaches a real venue, where a person answers for it, and who is behind "
                      + r.actor().label()
                      + " is not known. Nothing was changed.")
              .line(
                  "Lowering risk takes no person. Why you are not known: " + r.actor().why() + ".")
              .act(
                  "say it from an account, or with an API token, that the operators file gives to a"
                      + " person")
              .build();
      case Refusal.GeneratorMissing r -> generatorMissing(r);
      case Refusal.NoApprover r ->
          refused(
                  "'"
                      + r.command()
                      + "' takes a second person, and nobody else has the role approver and a code"
                      + " generator. Nothing was changed.")
              .act(
                  "give a second person both in the operators file; for the generator, on the"
                      + " desk's machine: trader totp <their id>")
              .build();
      case Refusal.AwaitsApproval r ->
          refused(
                  "'"
                      + r.command()
                      + "' was confirmed already and waits for a second person. Nothing was changed.")
              .fact("may approve", String.join(", ", r.approvers()))
              .say("approve " + r.id(), "by one of them")
              .say("reject " + r.id(), "ends it")
              .build();
      case Refusal.ApprovalUnknown r ->
          refused("nothing with the id '" + r.id() + "' waits for an answer. Nothing was changed.")
              .line("It never did, was decided already, or is long over.")
              .say("proposals", "what strategies propose")
              .build();
      case Refusal.NotConfirmedYet r ->
          refused(
                  "'"
                      + r.command()
                      + "' was previewed by "
                      + r.madeFor()
                      + ", who has not confirmed it. Nothing was changed.")
              .act(r.madeFor() + " says /confirm " + r.id() + " first, then you approve")
              .build();
      case Refusal.ApprovalExpired r ->
          refused(
                  "'"
                      + r.command()
                      + "' was confirmed "
                      + Figures.span(r.age())
                      + " ago; a second person had "
                      + Figures.span(r.limit())
                      + " for it. Nothing was changed.")
              .say(r.command(), "a new preview")
              .build();
      case Refusal.SamePerson r ->
          refused(
                  "'"
                      + r.command()
                      + "' was asked for by "
                      + r.person()
                      + ", and you are "
                      + r.person()
                      + " too, whatever the account. Nothing was changed.")
              .act("another person with the role approver says /approve " + r.id())
              .build();
    };
  }

  private static Page generatorMissing(Refusal.GeneratorMissing r) {
    String none =
        r.fileSet()
            ? "the operators file gives " + r.person() + " none"
            : "nobody has one here, since OPERATORS_FILE is not set";
    return refused(
            "'"
                + r.command()
                + "' reaches a real venue and takes a code from your code generator, and "
                + none
                + ". Nothing was changed.")
        .line("Lowering risk takes no code.")
        .act(
            r.fileSet()
                ? "on the desk's machine: trader totp "
                    + r.person()
                    + " — makes a secret, shows it for scanning, and prints the line for the"
                    + " operators file"
                : "write a file that names you as docs/operators.example.yaml does, set"
                    + " OPERATORS_FILE to it here and for the bot, then: trader totp <your id>")
        .build();
  }

  private static Page wrong(Refusal.CodeWrong r) {
    return refused(
            (r.used()
                    ? "that code was used before; each one is good once."
                    : "that is not your code now.")
                + " Nothing was changed; '"
                + r.step()
                + "' can still be said.")
        .fact("tries left", Integer.toString(r.left()))
        .say(r.step() + " <code>", "with the next code")
        .build();
  }

  private static Page.Builder refused(String sentence) {
    return ReplyPage.refused(sentence);
  }
}
