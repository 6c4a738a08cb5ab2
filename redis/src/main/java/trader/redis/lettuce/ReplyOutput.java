package trader.redis.lettuce;

import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.CommandOutput;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Any RESP2 reply as text, number, null, or a list of such. */
final class ReplyOutput extends CommandOutput<String, String, Object> {

  /** A list that is being read, and how many elements it will have. */
  private record Frame(List<@Nullable Object> list, int count) {}

  private final Deque<Frame> open = new ArrayDeque<>();
  private @Nullable Object root;

  @SuppressWarnings("NullAway") // Lettuce itself starts every output with null
  ReplyOutput() {
    super(StringCodec.UTF8, null);
  }

  @Override
  public void set(@Nullable ByteBuffer bytes) {
    add(bytes == null ? null : StringCodec.UTF8.decodeValue(bytes));
  }

  @Override
  public void setSingle(ByteBuffer bytes) {
    set(bytes);
  }

  @Override
  public void set(long integer) {
    add(integer);
  }

  @Override
  public void multi(int count) {
    if (count < 0) {
      add(null);
      return;
    }
    List<@Nullable Object> list = new ArrayList<>(count);
    Frame parent = open.peek();
    if (parent == null) {
      root = list;
    } else {
      parent.list().add(list);
    }
    open.push(new Frame(list, count));
    closeFull();
  }

  @Override
  @SuppressWarnings(
      "NullAway") // a reply may be nothing, which Lettuce's own outputs also say by null
  public Object get() {
    return root;
  }

  private void add(@Nullable Object element) {
    Frame parent = open.peek();
    if (parent == null) {
      root = element;
      return;
    }
    parent.list().add(element);
    closeFull();
  }

  private void closeFull() {
    Frame top = open.peek();
    while (top != null && top.list().size() == top.count()) {
      open.pop();
      top = open.peek();
    }
  }
}
