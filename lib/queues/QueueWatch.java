package lib.queues;

//SOURCES Inspection.java
//SOURCES QueueDisplay.java
//SOURCES QueueReport.java
//SOURCES QueueSelection.java
//SOURCES Thresholds.java
//SOURCES ../cli/Output.java
//SOURCES ../cli/StopSignals.java
//SOURCES ../cli/ToolContext.java
//SOURCES ../json/Json.java
//SOURCES ../text/ExitCode.java
//SOURCES ../text/Texts.java
//SOURCES ../text/UserException.java

import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lib.cli.Output;
import lib.cli.StopSignals;
import lib.cli.ToolContext;
import lib.json.Json;
import lib.text.ExitCode;
import lib.text.Texts;
import lib.text.UserException;

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
      error.put("kind", failure.kind());
      error.put("message", context.texts().get(failure.userMessage()));
      error.put("exit_code", failure.exitCode().code());
      jsonLine(Map.of("error", error));
    } else {
      display.failedLook(failure);
    }
  }

  private void jsonLine(Map<String, Object> document) {
    out.stdout().println(Json.write(document));
    out.checkOpen();
  }

  private void disconnect() {
    inspection.ifPresent(Inspection::close);
    inspection = Optional.empty();
  }
}
