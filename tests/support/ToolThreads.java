package tests.support;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The threads of a call of a tool inside this JVM and what they print. What other threads of the
 * tests log at the same time, as a worker that a test has started, is noted with the test instead.
 */
final class ToolThreads extends ThreadGroup {

  private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
  private final ByteArrayOutputStream stderr = new OwnOutput();

  ToolThreads(String name) {
    super(name);
  }

  ByteArrayOutputStream stdout() {
    return stdout;
  }

  ByteArrayOutputStream stderr() {
    return stderr;
  }

  /** As Java does it, but where the tool would print it. */
  @Override
  public void uncaughtException(Thread thread, Throwable failure) {
    var out = new PrintStream(stderr, true, StandardCharsets.UTF_8);
    out.print("Exception in thread \"" + thread.getName() + "\" ");
    failure.printStackTrace(out);
  }

  private boolean hasCurrentThread() {
    return parentOf(Thread.currentThread().getThreadGroup());
  }

  private final class OwnOutput extends ByteArrayOutputStream {

    @Override
    public synchronized void write(int value) {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      if (hasCurrentThread()) {
        super.write(bytes, offset, length);
      } else {
        Transcript.note(new String(bytes, offset, length, StandardCharsets.UTF_8).strip());
      }
    }
  }
}
