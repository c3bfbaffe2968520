package lib.tools.queues;

import java.time.Clock;
import java.time.ZonedDateTime;
import lib.base.cli.Output;
import lib.base.cli.OutputForm;
import lib.base.cli.Style;
import lib.base.cli.ToolContext;
import lib.base.text.ExitCode;
import lib.base.text.UserException;

/** Prints reports in the form that the options ask for. */
public final class QueueDisplay {

  private final Output out;
  private final OutputForm form;
  private final Clock clock;
  private final QueueView view;
  private final QueueLine line;
  private final ToolContext context;

  public QueueDisplay(ToolContext context, Clock clock) {
    this.out = context.out();
    this.form = context.form();
    this.clock = clock;
    this.view = new QueueView(context);
    this.line = new QueueLine(context.texts());
    this.context = context;
  }

  /** Before the broker is asked. */
  public void start() {
    if (form == OutputForm.TEXT) {
      view.title();
    }
  }

  /** The one report of a run. */
  public void show(QueueReport report) {
    switch (form) {
      case JSON -> out.json(document(report));
      case NAGIOS -> line.nagios(report).print(out);
      case BRIEF -> brief(report);
      case TEXT, TABLE -> people(report);
    }
  }

  private void people(QueueReport report) {
    if (out.isQuiet()) {
      view.problems(report).forEach(out::error);
    } else if (form == OutputForm.TABLE) {
      view.table(report);
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
    if (form == OutputForm.BRIEF) {
      out.always(out.styled(style, text));
    } else {
      out.line(style, text);
    }
  }

  /** One of several looks has failed. */
  public void failedLook(UserException failure) {
    if (out.isQuiet() && form != OutputForm.BRIEF) {
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
   * The broker could not be asked. Who reads a log reads stdout, so it is told there, and once.
   *
   * @return how the run ends
   * @throws UserException the failure itself, unless there is nothing more to say about it
   */
  public ExitCode failed(UserException failure) {
    if (form != OutputForm.BRIEF) {
      throw failure;
    }
    brief(failure);
    return failure.exitCode();
  }
}
