package trader.chatsim;

/** A fake platform on loopback. */
public interface ChatServer extends AutoCloseable {

  /** Where its Web API is, e.g. {@code http://127.0.0.1:4711}. */
  String address();

  /** What its users see. */
  ChatRoom room();

  @Override
  void close();
}
