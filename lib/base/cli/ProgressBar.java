package lib.base.cli;

import java.time.Duration;
import java.util.OptionalLong;
import lib.base.text.Texts;

/**
 * How far long work has got, with rate and remaining time, as one changing line on stderr; nothing
 * if that is no terminal or {@code --quiet} is given. Safe for use by several threads.
 */
public final class ProgressBar implements AutoCloseable {

  private static final String ERASE_LINE = "\r\033[K";
  private static final int CELLS = 20;
  private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();

  private final Output out;
  private final Texts texts;
  private final String label;
  private final OptionalLong expected;
  private final boolean visible;
  private final long started = System.nanoTime();
  private long drawn = started - REDRAW_NANOS;
  private long done;

  /**
   * @param label what is done
   * @param total how many there are to do; may turn out to be more
   */
  public ProgressBar(Output out, Texts texts, String label, long total) {
    this(out, texts, label, OptionalLong.of(total));
  }

  /** One of work of which nobody knows how much it is: how much is done, and how fast. */
  public static ProgressBar counting(Output out, Texts texts, String label) {
    return new ProgressBar(out, texts, label, OptionalLong.empty());
  }

  private ProgressBar(Output out, Texts texts, String label, OptionalLong total) {
    this.out = out;
    this.texts = texts;
    this.label = label;
    this.expected = total;
    this.visible = out.isErrorTerminal() && !out.isQuiet();
  }

  /** One more is done. */
  public synchronized void step() {
    done++;
    long now = System.nanoTime();
    if (visible && now - drawn >= REDRAW_NANOS) {
      drawn = now;
      out.stderr().print(ERASE_LINE + line(now));
      out.stderr().flush();
    }
  }

  private String line(long now) {
    double seconds = Math.max(1e-3, (now - started) / 1e9);
    double rate = done / seconds;
    if (expected.isEmpty()) {
      String speed = Texts.number(Math.round(rate));
      return texts.get("cli.progress.counting", label, Texts.number(done), speed);
    }
    long total = Math.max(expected.getAsLong(), done);
    int full = (int) (CELLS * done / total);
    String bar = "[" + "#".repeat(full) + ".".repeat(CELLS - full) + "]";
    return texts.get(
        "cli.progress",
        label,
        bar,
        100 * done / total,
        Texts.number(done),
        Texts.number(total),
        Texts.number(Math.round(rate)),
        texts.count("second", Math.round(Math.ceil((total - done) / rate))));
  }

  private void erase() {
    if (visible) {
      out.stderr().print(ERASE_LINE);
      out.stderr().flush();
    }
  }

  /** Takes the line away. */
  @Override
  public synchronized void close() {
    erase();
  }
}
