package trader.chatsim.page;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import trader.chatsim.ChatRoom;
import trader.chatsim.slack.FakeWorkspace;
import trader.chatsim.slack.WorkspaceOptions;
import trader.chatsim.telegram.FakeBotApi;

/** The fake platforms with their page, until standard input ends; a composition root. */
public final class ChatSimulatorMain {
  private static final String TELEGRAM_TOKEN = "110201543:AAchatsimulatorBotTokenOfNoWorth";
  private static final long ALICE = 1001;
  private static final long BOB = 1002;
  private static final long CAROL = 1003;
  private static final long MALLORY = 1004;
  private static final long DESK = -1_001_000_000_001L;

  private ChatSimulatorMain() {}

  /**
   * Prints where everything is, and what a bot has to be given to speak to it, one {@code
   * name=value} a line. The secrets open nothing but these fakes.
   */
  public static void main(String[] args) throws IOException {
    Clock clock = Clock.systemUTC();
    WorkspaceOptions workspace = WorkspaceOptions.strict();
    try (FakeWorkspace slack = FakeWorkspace.start(workspace, clock);
        FakeBotApi telegram = FakeBotApi.start(TELEGRAM_TOKEN, "trader_bot", clock).limited();
        ChatPage page = ChatPage.start(List.of(slack.room(), people(telegram)), 0)) {
      PrintStream out = System.out;
      out.println("slack=" + slack.address());
      out.println("telegram=" + telegram.address());
      out.println("page=" + page.address());
      out.println("SLACK_API_URL=" + slack.address());
      out.println("SLACK_BOT_TOKEN=" + workspace.botToken());
      out.println("SLACK_APP_TOKEN=" + workspace.appToken());
      out.println("SLACK_SIGNING_SECRET=" + workspace.signingSecret());
      out.println("TELEGRAM_API_URL=" + telegram.address());
      out.println("TELEGRAM_BOT_TOKEN=" + TELEGRAM_TOKEN);
      out.println("ALERT_TELEGRAM_CHAT=" + DESK);
      out.flush();
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }

  private static ChatRoom people(FakeBotApi telegram) {
    telegram.addUser(ALICE, "alice");
    telegram.addUser(BOB, "bob");
    telegram.addUser(CAROL, "carol");
    telegram.addUser(MALLORY, "mallory");
    telegram.addGroup(DESK, "trading desk", List.of(ALICE, BOB, CAROL, MALLORY));
    return telegram.room();
  }
}
