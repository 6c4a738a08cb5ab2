package trader.chatsim.slack;

/** An uploaded file. */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
public record SlackFile(String id, String name, String title, byte[] bytes) {}
