package lib.tools.queues;

import java.time.Clock;
import java.time.ZonedDateTime;
import lib.base.cli.Output;
import lib.base.cli.Style;
import lib.base.cli.ToolContext;
import lib.base.text.ExitCode;
import lib.base.text.UserException;

/** Prints reports in the form that the options ask for. */
public final class QueueDisplay {

  private final Output out;
  private final boolean json;
  private final boolean brief;
  private final boolean nagios;
  private final Clock clock;
  private final QueueView view;
  private final QueueLine line;
  private final ToolContext context;

  public QueueDisplay(ToolContext context, boolean brief, boolean nagios, Clock clock) {
    this.out = context.out();
    this.json = context.json();
    this.brief = brief;
    this.nagios = nagios;
    this.clock = clock;
    this.view = new QueueView(context);
    this.line = new QueueLine(context.texts());
    this.context = context;
  }

  /** Before the broker is asked. */
  public void start() {
    if (!brief && !nagios) {
      view.title();
    }
  }

  /** The one report of a run. */
  public void show(QueueReport report) {
    if (json) {
      out.json(document(report));
    } else if (nagios) {
      out.always(line.nagios(report));
    } else if (brief) {
      brief(report);
    } else if (out.isQuiet()) {
      view.problems(report).forEach(out::error);
    } else {
      view.show(report);
    }
  }

  /** One line of a log. */
  void brief(QueueReport report) {
    Style style =
        switch (report.level()) {
          case OK -> Style.OK;
          case WARNING -> Style.WARNING;
          case CRITICAL -> Style.FAILURE;
        };
    print(style, line.brief(report));
  }

  /** The same for a look that failed. */
  void brief(UserException failure) {
    print(Style.FAILURE, line.brief(ZonedDateTime.now(clock), failure));
  }

  /** A line that was asked for is the result, also for those who want no more than errors. */
  private void print(Style style, String text) {
    if (brief) {
      out.always(out.styled(style, text));
    } else {
      out.line(style, text);
    }
  }

  /** One of several looks has failed. */
  void failedLook(UserException failure) {
    if (nagios) {
      out.always(line.nagios(failure));
    } else if (out.isQuiet() && !brief) {
      out.error(line.brief(ZonedDateTime.now(clock), failure));
    } else {
      brief(failure);
    }
  }

  /** The report as JSON. */
  QueueDocument document(QueueReport report) {
    return QueueDocument.of(report, context.settings().rabbit(), context.texts());
  }

  /**
   * The broker could not be asked. A log and Nagios read stdout, so it is told there, and once.
   *
   * @return how the run ends
   * @throws UserException the failure itself, unless there is nothing more to say about it
   */
  public ExitCode failed(UserException failure) {
    if (json || !isLine()) {
      throw failure;
    }
    failedLook(failure);
    return failure.exitCode();
  }

  /** Whether lines are wanted rather than the full report. */
  boolean isLine() {
    return brief || nagios;
  }
}
