package lib.tools.reader;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import lib.base.cli.Output;
import lib.base.cli.ProgressBar;
import lib.base.cli.StopSignals;
import lib.base.cli.Style;
import lib.base.cli.ToolContext;
import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.base.text.Texts;
import lib.base.text.UserException;
import lib.systems.messages.BrokerSession;
import lib.systems.messages.Intakes;
import lib.systems.messages.QueueException;
import lib.systems.messages.QueueInspection;
import lib.systems.messages.QueueProfile;
import lib.systems.messages.Stop;
import lib.systems.messages.Target;

/** What every operation of queue_reader works with. */
public final class Reader {

  private final ToolContext context;
  private final ReaderOptions options;
  private final BrokerSession session;
  private final Stop stop = new Stop();

  public Reader(ToolContext context, ReaderOptions options, BrokerSession session) {
    this.context = context;
    this.options = options;
    this.session = session;
  }

  ToolContext context() {
    return context;
  }

  ReaderOptions options() {
    return options;
  }

  BrokerSession session() {
    return session;
  }

  Stop stop() {
    return stop;
  }

  Output out() {
    return context.out();
  }

  Texts texts() {
    return context.texts();
  }

  AuditLog audit() {
    return new AuditLog(context.texts(), session.where());
  }

  QueueProfile inspect(String queue) {
    return QueueInspection.of(session, queue);
  }

  Intakes intakes() {
    return new Intakes(session, stop, options.isForced());
  }

  /**
   * Says what the limits of a queue would do to messages that come into it.
   *
   * @throws QueueException if it would drop some and nobody has allowed it
   */
  void checkTarget(Target target, String queue, long wanted) {
    Optional<Message> dropping = target.dropping(wanted);
    if (dropping.isPresent() && !options.isForced()) {
      throw new QueueException(QueueException.Kind.WOULD_DROP, dropping.get());
    }
    dropping.ifPresent(message -> out().warning(texts().get(message)));
    target
        .timeToLive()
        .ifPresent(millis -> warning("reader.target_expires", queue, Texts.number(millis)));
  }

  /** How many of the messages that were sent are not in their queue, after saying so. */
  long missing(Target target, String queue, long sent) throws InterruptedException {
    long missing;
    try {
      missing = target.missing(sent);
    } catch (UserException e) {
      return 0; // What was done is known; only this look is not possible.
    }
    if (missing > 0) {
      warning("reader.target_missing", queue, Texts.number(missing));
    }
    return missing;
  }

  /** From now on Ctrl-C ends the work between two messages. */
  void stopOnSignal() {
    StopSignals.onStop(
        signal -> {
          stop.request();
          out().note("");
          out().note(texts().get("reader.stopping"));
        });
  }

  /** The bar that shows how far it has got. */
  ProgressBar progress(String what, long total) {
    return new ProgressBar(out(), texts(), texts().get(what), Math.max(1, total));
  }

  /** A line of the result. */
  void line(String key, Object... args) {
    out().line(texts().get(key, args));
  }

  /** A line of the result whose colour means something. */
  void line(Style style, String key, Object... args) {
    out().line(style, texts().get(key, args));
  }

  /** The head of the result. */
  void title(String key, String queue) {
    out().line(Style.ACCENT, texts().get(key, queue));
  }

  void separator(int width) {
    out().line("=".repeat(width));
  }

  /** A warning that is seen with {@code --json}, too. */
  void warning(String key, Object... args) {
    out().warning(texts().get(key, args));
  }

  /** An error, on stderr. */
  void error(Message message) {
    out().error(texts().get("cli.error", message));
  }

  /** The beginning of a JSON document. */
  Map<String, Object> document(String status, String queue) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("status", status);
    document.put("queue", queue);
    return document;
  }

  /** Prints the document if JSON is wanted. */
  void json(Map<String, Object> document) {
    if (context.json()) {
      out().json(document);
    }
  }

  /** An error in a JSON document. */
  Map<String, Object> errorDocument(String kind, Message message, ExitCode exitCode) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("kind", kind);
    error.put("message", texts().get(message));
    error.put("exit_code", exitCode.code());
    return error;
  }

  /** The same for what was caught. */
  Map<String, Object> errorDocument(UserException e) {
    return errorDocument(e.code(), e.userMessage(), e.exitCode());
  }
}
