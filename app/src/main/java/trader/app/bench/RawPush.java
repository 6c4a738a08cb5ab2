package trader.app.bench;

import java.util.List;

/**
 * What Redis itself takes to tell of a change: a key is set on one plain socket, and seen by push
 * (client tracking in broadcast mode) on another, with nothing done about it.
 */
final class RawPush implements AutoCloseable {
  private static final String KEY = "bench:push";
  private final RespSocket writer;
  private final RespSocket watcher;
  private final byte[] set = RespSocket.command("SET", KEY, "on");

  RawPush(int port) {
    writer = new RespSocket(port);
    watcher = new RespSocket(port);
    watcher.call("HELLO", "3");
    watcher.call("CLIENT", "TRACKING", "on", "BCAST", "PREFIX", KEY);
  }

  /** Nanoseconds from before the key was set until its push had been read. */
  long measure() {
    long begun = System.nanoTime();
    writer.send(set);
    Object push = watcher.read();
    long seen = System.nanoTime();
    if (!(push instanceof List<?> words) || !words.getFirst().equals("invalidate")) {
      throw new IllegalStateException("not the push that was awaited: " + push);
    }
    writer.read();
    return seen - begun;
  }

  @Override
  public void close() {
    writer.close();
    watcher.close();
  }
}
