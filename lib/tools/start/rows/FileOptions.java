package lib.tools.start.rows;

import java.util.Optional;
import lib.base.cli.UsageException;
import lib.base.text.Message;
import picocli.CommandLine.Option;

/** The options for starting an instance for each row of a file. */
public final class FileOptions {

  @Option(names = "--from", paramLabel = "FILE|-")
  private Optional<String> from = Optional.empty();

  @Option(names = "--journal", paramLabel = "FILE")
  private Optional<String> journal = Optional.empty();

  @Option(names = "--start-unknown")
  private boolean startUnknown;

  /** Whether instances are to be started from a file. */
  public boolean isGiven() {
    return from.isPresent();
  }

  /**
   * Checks what can be known without the file.
   *
   * @throws UsageException if something in it is wrong
   */
  public void check() {
    if (from.isEmpty() && (journal.isPresent() || startUnknown)) {
      throw new UsageException(
          Message.of(
              "rows.usage.only_from", journal.isPresent() ? "--journal" : "--start-unknown"));
    }
    if (from.filter(String::isBlank).isPresent()) {
      throw UsageException.emptyValue("--from");
    }
    if (journal.filter(String::isBlank).isPresent()) {
      throw UsageException.emptyValue("--journal");
    }
    if (readStdin() && journal.isEmpty()) {
      throw new UsageException(Message.of("rows.usage.stdin_journal"));
    }
  }

  /**
   * Refuses an option that is about one instance.
   *
   * @throws UsageException if it is given together with a file
   */
  public void refuse(String option, boolean given) {
    if (given && from.isPresent()) {
      throw new UsageException(Message.of("rows.usage.not_with_from", option));
    }
  }

  /** Whether the rows come from standard input. */
  public boolean readStdin() {
    return from.filter("-"::equals).isPresent();
  }

  String file() {
    return from.orElseThrow();
  }

  /** What is written down of the run; by default beside the file. */
  String journal() {
    return journal.orElseGet(() -> file() + ".started");
  }

  boolean startUnknown() {
    return startUnknown;
  }
}
