package trader.app.bench;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import trader.control.Acknowledgement;
import trader.control.Acknowledgement.Outcome;
import trader.control.GateLevel;
import trader.redis.Json;
import trader.redis.Keys;

/** Halts by a raw SET and resumes by a grant, and waits for the engine's word on both. */
final class Halter implements AutoCloseable {
  private static final String WAIT_MILLIS = "15000";
  private final RespSocket writer;
  private final RespSocket reader;
  private final Grants grants;
  private final byte[] set = RespSocket.command("SET", Keys.MODE, "halt");
  private String cursor = "0";

  Halter(int port, Grants grants) {
    writer = new RespSocket(port);
    reader = new RespSocket(port);
    this.grants = grants;
  }

  /** Grants what a fresh desk lacks, and waits until the gate is open. */
  void beginTrading() {
    ask();
    grants.letTrade();
    await("auto");
    // An engine that is still reconciling opens its gate later; the first halts are warm-up.
  }

  Halt haltAndResume(Duration halted) {
    ask();
    long begun = System.nanoTime();
    writer.send(set);
    long acknowledged = await("halt");
    writer.read();
    LockSupport.parkNanos(halted.toNanos());
    ask();
    long resumed = System.nanoTime();
    grants.endHalt();
    await("auto");
    return new Halt(begun, acknowledged, resumed);
  }

  private void ask() {
    reader.send(
        RespSocket.command("XREAD", "BLOCK", WAIT_MILLIS, "STREAMS", Keys.ENGINE_ACKS, cursor));
  }

  /** When the engine's acknowledgement of that mode had been read. */
  private long await(String mode) {
    while (true) {
      Object answer = reader.read();
      long read = System.nanoTime();
      if (!(answer instanceof List<?> streams)
          || !(streams.getFirst() instanceof List<?> stream)
          || !(stream.getLast() instanceof List<?> entries)) {
        throw new IllegalStateException("the engine did not acknowledge the mode " + mode);
      }
      boolean found = false;
      for (Object entry : entries) {
        found |= entry instanceof List<?> parts && tells(parts, mode);
      }
      if (found) {
        return read;
      }
      ask();
    }
  }

  private boolean tells(List<?> entry, String mode) {
    cursor = String.valueOf(entry.getFirst());
    if (!(entry.getLast() instanceof List<?> fields)) {
      throw new IllegalStateException("not an entry of a stream: " + entry);
    }
    Acknowledgement said = Json.read(String.valueOf(fields.getLast()), Acknowledgement.class);
    if (!said.subject().equals("mode") || !said.value().equals(mode)) {
      return false;
    }
    if (said.outcome() != Outcome.APPLIED) {
      throw new IllegalStateException("the engine refused the mode " + mode + ": " + said.why());
    }
    return !mode.equals("halt") || said.gate() == GateLevel.CLOSED;
  }

  @Override
  public void close() {
    writer.close();
    reader.close();
  }
}
