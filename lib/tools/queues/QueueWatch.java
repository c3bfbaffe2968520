package lib.tools.queues;

import java.time.Clock;
import java.util.Optional;
import lib.base.cli.Output;
import lib.base.cli.OutputForm;
import lib.base.cli.ToolContext;
import lib.base.cli.Watch;
import lib.base.text.UserException;

/** The looks of a watch: they share a connection as long as it is good. */
public final class QueueWatch implements AutoCloseable {

  private final ToolContext context;
  private final Output out;
  private final Watch watch;
  private final QueueDisplay display;
  private final Clock clock;
  private Optional<Inspection> inspection = Optional.empty();

  public QueueWatch(ToolContext context, Watch watch, QueueDisplay display, Clock clock) {
    this.context = context;
    this.out = context.out();
    this.watch = watch;
    this.display = display;
    this.clock = clock;
  }

  /** Looks once and shows what it saw. */
  public void look(QueueSelection selection, Thresholds thresholds) {
    QueueReport report;
    try {
      if (inspection.isEmpty()) {
        inspection = Optional.of(new Inspection(context.settings(), clock));
      }
      report = inspection.get().look(selection, thresholds);
    } catch (UserException e) {
      close();
      throw e;
    }
    show(report);
  }

  private void show(QueueReport report) {
    if (context.json()) {
      out.json(display.document(report));
    } else if (watch.hasScreen()) {
      watch.newScreen();
      display.start();
      watch.title();
      display.show(report);
    } else if (out.isQuiet()) {
      display.show(report);
    } else if (context.form() == OutputForm.TABLE) {
      watch.title();
      display.show(report);
    } else {
      display.brief(report);
    }
  }

  @Override
  public void close() {
    inspection.ifPresent(Inspection::close);
    inspection = Optional.empty();
  }
}
