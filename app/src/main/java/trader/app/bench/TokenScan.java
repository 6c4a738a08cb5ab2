package trader.app.bench;

import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import trader.venues.FrameReader;

/** Reads every token of a frame and makes nothing of it: the least that decoding can cost. */
final class TokenScan implements FrameReader {
  private final JsonFactory json = new JsonFactory();
  private int tokens;

  @Override
  public void read(byte[] frame, int length) {
    try (JsonParser in = json.createParser(ObjectReadContext.empty(), frame, 0, length)) {
      while (in.nextToken() != null) {
        tokens++;
      }
    }
    if (tokens < 0) {
      throw new IllegalStateException("so many tokens cannot be");
    }
  }
}
