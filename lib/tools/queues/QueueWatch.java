package lib.tools.queues;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lib.base.cli.Output;
import lib.base.cli.StopSignals;
import lib.base.cli.ToolContext;
import lib.base.json.Json;
import lib.base.text.ExitCode;
import lib.base.text.Texts;
import lib.base.text.UserException;

/**
 * Looks again and again until Ctrl-C. On a terminal the report takes the place of the last one;
 * elsewhere every look is one line, or one JSON document on a line of its own. What fails is told
 * and tried again, except at the first look.
 */
public final class QueueWatch {

  /** Cursor to the top left, and clear what is below it. */
  private static final String CLEAR = "\033[H\033[J";

  private final ToolContext context;
  private final Output out;
  private final QueueDisplay display;
  private final Clock clock;
  private final CountDownLatch stop = new CountDownLatch(1);
  private Optional<Inspection> inspection = Optional.empty();
  private boolean first = true;

  public QueueWatch(ToolContext context, QueueDisplay display, Clock clock) {
    this.context = context;
    this.out = context.out();
    this.display = display;
    this.clock = clock;
  }

  /**
   * Watches.
   *
   * @param pause between two looks
   * @return always that it was interrupted
   */
  public ExitCode run(QueueSelection selection, Thresholds thresholds, Duration pause)
      throws InterruptedException {
    StopSignals.onStop(signal -> stop.countDown());
    try {
      do {
        look(selection, thresholds, pause);
        first = false;
      } while (!stop.await(pause.toMillis(), TimeUnit.MILLISECONDS));
      return ExitCode.INTERRUPTED;
    } finally {
      disconnect();
    }
  }

  private void look(QueueSelection selection, Thresholds thresholds, Duration pause) {
    QueueReport report;
    try {
      if (inspection.isEmpty()) {
        inspection = Optional.of(new Inspection(context.settings(), clock));
      }
      report = inspection.get().look(selection, thresholds);
    } catch (UserException e) {
      disconnect();
      if (first) {
        throw e;
      }
      failed(e);
      return;
    }
    show(report, pause);
  }

  private void show(QueueReport report, Duration pause) {
    if (context.json()) {
      jsonLine(display.document(report));
    } else if (display.isLine() || out.isQuiet()) {
      display.show(report);
    } else if (!out.isTerminal()) {
      display.brief(report);
    } else {
      if (out.isColoured()) {
        out.stdout().print(CLEAR);
      }
      display.start();
      LocalTime now = LocalTime.now(clock).truncatedTo(ChronoUnit.SECONDS);
      Texts texts = context.texts();
      out.line(texts.get("queues.watching", now, texts.count("second", pause.toSeconds())));
      display.show(report);
    }
  }

  private void failed(UserException failure) {
    if (context.json()) {
      Map<String, Object> error = new LinkedHashMap<>();
      error.put("kind", failure.code());
      error.put("message", context.texts().get(failure.userMessage()));
      error.put("exit_code", failure.exitCode().code());
      jsonLine(Map.of("error", error));
    } else {
      display.failedLook(failure);
    }
  }

  private void jsonLine(Object document) {
    out.stdout().println(Json.write(document));
    out.checkOpen();
  }

  private void disconnect() {
    inspection.ifPresent(Inspection::close);
    inspection = Optional.empty();
  }
}
