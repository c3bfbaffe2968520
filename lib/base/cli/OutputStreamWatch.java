package lib.base.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A buffered stream that remembers why it failed, which {@link java.io.PrintStream} forgets. */
final class OutputStreamWatch extends BufferedOutputStream {

  private IOException failure;

  OutputStreamWatch(OutputStream target) {
    super(target);
  }

  /** The first failure, or null. */
  IOException failure() {
    return failure;
  }

  @Override
  public synchronized void write(int value) throws IOException {
    watched(() -> super.write(value));
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    watched(() -> super.write(bytes, offset, length));
  }

  @Override
  public synchronized void flush() throws IOException {
    watched(super::flush);
  }

  private void watched(Step step) throws IOException {
    try {
      step.run();
    } catch (IOException e) {
      failure = failure == null ? e : failure;
      throw e;
    }
  }

  private interface Step {
    void run() throws IOException;
  }
}
