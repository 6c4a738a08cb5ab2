package trader.engine.system;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/** Functions of the C library that ask Linux for something and answer 0 where it was done. */
final class SystemCalls {
  private static final Path LINUX = Path.of("/proc/self/task");

  private SystemCalls() {}

  /** Whether there is a Linux to ask. */
  static boolean available() {
    return Files.isDirectory(LINUX);
  }

  /** A function by its name and arguments, whose answer is an int. */
  @SuppressWarnings("restricted") // Every process of ours is started with native access allowed.
  static MethodHandle function(String name, ValueLayout... arguments) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments));
  }
}
