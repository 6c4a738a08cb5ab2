package trader.commands.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import trader.commands.Actor;
import trader.commands.Command;
import trader.commands.Outcome;
import trader.commands.Page;
import trader.commands.Parsed;
import trader.commands.Parser;
import trader.commands.Refusal;
import trader.commands.Reply;
import trader.commands.ReplyJson;
import trader.commands.ReplyPage;
import trader.commands.Secret;
import trader.commands.TextRenderer;
import trader.commands.desk.Desk;
import trader.commands.desk.Request;
import trader.redis.Json;

/** Runs one invocation against the desk and prints the reply. */
final class Runner {
  private final Desk desk;
  private final Actor actor;
  private final Supplier<Optional<LineSource>> person;
  private final PrintWriter out;
  private final TextRenderer text = new TextRenderer(TextRenderer.Spelling.SHELL);

  /**
   * A runner.
   *
   * @param person who can be asked, empty where nobody sits at a terminal
   */
  Runner(Desk desk, Actor actor, Supplier<Optional<LineSource>> person, PrintWriter out) {
    this.desk = desk;
    this.actor = actor;
    this.person = person;
    this.out = out;
  }

  Outcome run(Invocation invocation) {
    return switch (Parser.parse(invocation.words())) {
      case Parsed.Misunderstood misunderstood ->
          print(new Reply.Misunderstood(misunderstood.mistake()), invocation, false);
      case Parsed.Understood understood ->
          run(invocation, understood.command(), invocation.reason().orElse(understood.reason()));
    };
  }

  private Outcome run(Invocation invocation, Command command, String reason) {
    Request fresh = desk.request(actor, command, reason);
    Request named =
        invocation
            .id()
            .map(id ->
                new Request(id, actor, command, reason, fresh.confirmation(), fresh.issuedAt()))
            .orElse(fresh);
    Request request = invocation.code().map(named::withCode).orElse(named);
    boolean reads = command instanceof Command.Reading;
    Reply reply = desk.handle(request);
    if (!(reply instanceof Reply.Previewed previewed)) {
      return print(reply, invocation, reads);
    }
    if (invocation.yes()) {
      return confirmed(request, previewed, reason, invocation);
    }
    Optional<LineSource> asked = invocation.json() ? Optional.empty() : person.get();
    return asked.isEmpty()
        ? print(reply, invocation, false)
        : ask(asked.get(), request, previewed, invocation);
  }

  private Outcome ask(
      LineSource lines, Request request, Reply.Previewed previewed, Invocation invocation) {
    out.print(text.render(previewed));
    out.flush();
    String reason = request.reason();
    if (reason.isEmpty()) {
      reason = said(lines.next("Reason: "));
    }
    Request complete = request;
    if (previewed.asks().contains(Reply.Ask.CODE) && request.code().isEmpty()) {
      String code = said(lines.next("Code: "));
      complete = code.isEmpty() ? request : request.withCode(new Secret(code));
    }
    if (!said(lines.next("Do it? [y/N] ")).matches("(?i)y|yes")) {
      out.println("Nothing was changed.");
      out.flush();
      return Outcome.REFUSED;
    }
    return confirmed(complete, previewed, reason, invocation);
  }

  private static String said(@Nullable String line) {
    return line == null ? "" : line.strip();
  }

  private Outcome confirmed(
      Request request, Reply.Previewed previewed, String reason, Invocation invocation) {
    if (!invocation.json() && invocation.yes()) {
      out.print(text.render(withoutNext(previewed.page())));
    }
    if (reason.isEmpty()) {
      return print(
          new Reply.Refused(
              new Refusal.ReasonMissing(request.command().text(), Optional.of(previewed.id()))),
          invocation,
          false);
    }
    Request confirming = desk.confirming(request, previewed.id());
    return print(
        desk.handle(
            new Request(
                invocation.id().orElse(confirming.commandId()),
                actor,
                request.command(),
                reason,
                confirming.confirmation(),
                confirming.issuedAt(),
                confirming.code())),
        invocation,
        false);
  }

  private static Page withoutNext(Page page) {
    return new Page(page.title(), page.sections(), List.of(), page.data());
  }

  private Outcome print(Reply reply, Invocation invocation, boolean reads) {
    if (invocation.json()) {
      JsonNode data = ReplyPage.of(reply).data();
      out.println(
          data != null && reads && reply.outcome() == Outcome.DONE
              ? Json.write(data)
              : ReplyJson.write(reply));
    } else {
      out.print(text.render(reply));
    }
    out.flush();
    return reply.outcome();
  }
}
