package lib.base.cli;

import java.util.ArrayList;
import java.util.List;
import lib.base.text.ExitCode;
import lib.base.text.Printable;

/**
 * The result as a Nagios plugin prints it: state, text and performance data on the first line, what
 * else there is to say on further ones.
 *
 * @see <a href="https://www.monitoring-plugins.org/doc/guidelines.html">Monitoring plugins,
 *     development guidelines</a>
 */
public final class NagiosLine {

  /** What the guidelines want for a value that could not be had. */
  private static final String UNKNOWN = "U";

  private final String first;
  private final List<String> data = new ArrayList<>();
  private final List<String> more = new ArrayList<>();

  /** A line of a state and a sentence; of an interrupted run nothing is known. */
  public NagiosLine(ExitCode state, String text) {
    this.first = (state == ExitCode.INTERRUPTED ? ExitCode.UNKNOWN : state) + ": " + plain(text);
  }

  /**
   * Adds a value.
   *
   * @param label quoted if it is more than a word
   * @param value with its unit: {@code 5}, {@code 0.120s}, {@code 12c} for a counter
   * @param limits warning, critical, least, most, as far as there are any; empty for none
   */
  public NagiosLine data(String label, Object value, Object... limits) {
    var metric = new StringBuilder(quoted(label)).append('=').append(value);
    for (Object limit : limits) {
      metric.append(';').append(limit);
    }
    data.add(metric.toString());
    return this;
  }

  /** Adds a value that could not be had, so that graphs show a gap and not another metric. */
  public NagiosLine unknown(String label) {
    return data(label, UNKNOWN);
  }

  /** Adds a further line. */
  public NagiosLine more(String text) {
    more.add(plain(text));
    return this;
  }

  /** All lines. */
  public List<String> lines() {
    var lines = new ArrayList<String>();
    lines.add(data.isEmpty() ? first : first + " | " + String.join(" ", data));
    lines.addAll(more);
    return lines;
  }

  /** Prints it, also with {@code --quiet}. */
  public void print(Output out) {
    lines().forEach(out::always);
  }

  /** Behind a vertical bar the performance data begin. */
  private static String plain(String text) {
    return Printable.line(text).replace('|', '/');
  }

  private static String quoted(String label) {
    String plain = Printable.line(label).replace('=', '_').replace('|', '_');
    return plain.matches("[A-Za-z_]+") ? plain : "'" + plain.replace("'", "''") + "'";
  }
}
