package trader.engine.system;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.MappedByteBuffer;

/** How Linux lays out the pages of a file in memory. */
public final class MappedFiles {
  private static final int MADV_RANDOM = 1;

  private MappedFiles() {}

  /**
   * Asks for pages one by one as they are first touched, see madvise(2). Else a file system lays
   * out two megabytes at a time, which took 17 ms now and then, with the processor held all along.
   * Elsewhere than on Linux nothing is done.
   */
  public static void pageByPage(MappedByteBuffer mapped) {
    if (!SystemCalls.available()) {
      return;
    }
    MemorySegment memory = MemorySegment.ofBuffer(mapped);
    try {
      // Advice that is not taken changes no outcome.
      int _ =
          (int)
              SystemCalls.function(
                      "madvise", ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT)
                  .invokeExact(memory, memory.byteSize(), MADV_RANDOM);
    } catch (Throwable e) {
      throw new IllegalStateException("madvise cannot be called", e);
    }
  }
}
