package trader.venues;

/**
 * Reads the frames of a venue's market streams, as they leave the WebSocket, into events. Belongs
 * to one thread.
 */
@FunctionalInterface
public interface FrameReader {

  /**
   * Reads the first {@code length} bytes, which are one whole frame; what it says has been handed
   * over when this returns. Frames about other things are passed over.
   */
  void read(byte[] frame, int length);
}
