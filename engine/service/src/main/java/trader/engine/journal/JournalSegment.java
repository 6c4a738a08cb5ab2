package trader.engine.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import trader.engine.system.MappedFiles;

/** One file of the journal while it is written, mapped into memory at its full size. */
final class JournalSegment {
  private static final int BYTES = 64 << 20;
  private static final int PAGE_BYTES = 4 << 10;
  private static final int AHEAD_BYTES = 4 << 20;
  private static final int PAGES_AT_ONCE = 32;
  private static final VarHandle INTS =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());
  private final int number;
  private final FileChannel channel;
  private final MappedByteBuffer bytes;
  private int laidOut;
  private boolean finished;

  private JournalSegment(int number, FileChannel channel, MappedByteBuffer bytes) {
    this.number = number;
    this.channel = channel;
    this.bytes = bytes;
  }

  /** Begins the file of that number. */
  static JournalSegment open(JournalFolder folder, long session, int number) {
    try {
      FileChannel file =
          FileChannel.open(
              folder.newSegment(session, number),
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      MappedByteBuffer mapped = file.map(FileChannel.MapMode.READ_WRITE, 0, BYTES);
      MappedFiles.pageByPage(mapped);
      return new JournalSegment(number, file, mapped);
    } catch (IOException e) {
      throw new UncheckedIOException("a journal segment cannot be made", e);
    }
  }

  /** Its place among the segments of its session, from 0. */
  int number() {
    return number;
  }

  /** What is written to, by one thread. */
  MappedByteBuffer bytes() {
    return bytes;
  }

  /**
   * Has the system lay out some of the pages behind {@code position}, so that whoever writes there
   * need not wait for it; answers whether there are more. Any thread, also while another writes: a
   * page is touched by adding nothing to it.
   */
  synchronized boolean layOut(int position) {
    int end = Math.min(BYTES, position + AHEAD_BYTES);
    laidOut = Math.max(laidOut, position / PAGE_BYTES * PAGE_BYTES);
    for (int page = 0; page < PAGES_AT_ONCE && laidOut < end && !finished; page++) {
      int _ = (int) INTS.getAndAdd(bytes, laidOut, 0);
      laidOut += PAGE_BYTES;
    }
    return laidOut < end && !finished;
  }

  /** Puts everything on disk and cuts the file to what was written. */
  synchronized void finish() {
    finished = true;
    int length = bytes.position();
    bytes.force(0, length);
    try {
      channel.truncate(length);
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("a journal segment cannot be finished", e);
    }
  }
}
