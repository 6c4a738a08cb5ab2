package trader.chatsim.page;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import trader.chatsim.slack.FakeWorkspace;
import trader.chatsim.slack.WorkspaceOptions;

/** The fake platforms with their page, until standard input ends; a composition root. */
public final class ChatSimulatorMain {
  private ChatSimulatorMain() {}

  /** Prints where everything is, one {@code name=value} a line. */
  public static void main(String[] args) throws IOException {
    try (FakeWorkspace slack = FakeWorkspace.start(WorkspaceOptions.strict(), Clock.systemUTC());
        ChatPage page = ChatPage.start(List.of(slack.room()), 0)) {
      System.out.println("slack=" + slack.address());
      System.out.println("page=" + page.address());
      System.out.flush();
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }
}
