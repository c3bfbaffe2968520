package lib.tools.reader;

import java.util.Optional;
import java.util.OptionalLong;
import lib.base.cli.AuditLog;
import lib.base.cli.ProgressBar;
import lib.base.cli.StopSignals;
import lib.base.cli.ToolContext;
import lib.base.text.Message;
import lib.base.text.Texts;
import lib.base.text.UserException;
import lib.systems.messages.BrokerSession;
import lib.systems.messages.Intakes;
import lib.systems.messages.MessageFilter;
import lib.systems.messages.QueueException;
import lib.systems.messages.QueueInspection;
import lib.systems.messages.QueueKind;
import lib.systems.messages.QueueProfile;
import lib.systems.messages.Stop;
import lib.systems.messages.StreamOffset;
import lib.systems.messages.Target;

/** What every operation of queue_reader works with. */
public final class Reader {

  private final ToolContext context;
  private final ReaderOptions options;
  private final BrokerSession session;
  private final ReportView view;
  private final AuditLog audit;
  private final Stop stop = new Stop();
  private Optional<GoneMessages> gone = Optional.empty();

  public Reader(ToolContext context, ReaderOptions options, BrokerSession session) {
    this.context = context;
    this.options = options;
    this.session = session;
    this.view = new ReportView(context);
    this.audit = new AuditLog(context.texts());
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

  Texts texts() {
    return context.texts();
  }

  /** What people see. */
  public ReportView view() {
    return view;
  }

  /** Writes a line of the log about what was changed. */
  void audit(String what, Object... details) {
    Object[] all = new Object[details.length + 1];
    all[0] = session.where();
    System.arraycopy(details, 0, all, 1, details.length);
    audit.add("reader.audit." + what, all);
  }

  QueueProfile inspect(String queue) {
    return QueueInspection.of(session, queue);
  }

  /**
   * Looks for the messages that {@code --gone} means, if it is given. Has to come before a message
   * of the queue is in hand.
   */
  OptionalLong findGone(QueueProfile queue) throws InterruptedException {
    if (!options.isGone()) {
      return OptionalLong.empty();
    }
    view.note("reader.gone.looking");
    GoneMessages found = GoneMessages.of(this, queue, options.isWhosever());
    if (found.unknown() > 0) {
      view.warning("reader.gone.unknown", texts().count("message", found.unknown()), queue.name());
    }
    gone = Optional.of(found);
    return OptionalLong.of(found.count());
  }

  /** The messages that are meant. */
  MessageFilter filter() {
    MessageFilter wanted = options.filter();
    return gone.map(messages -> wanted.and(messages::contains)).orElse(wanted);
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
    dropping.ifPresent(view::warning);
    target
        .timeToLive()
        .ifPresent(millis -> view.warning("reader.target_expires", queue, Texts.number(millis)));
  }

  /** How many of the messages that were sent are not in their queue. */
  long missing(Target target, String queue, long sent) throws InterruptedException {
    try {
      long missing = target.missing(sent);
      if (missing > 0) {
        view.warning("reader.target_missing", queue, Texts.number(missing));
      }
      return missing;
    } catch (UserException e) {
      return 0; // What was done is known; only this look is not possible.
    }
  }

  /** Says so if nothing happens until somebody publishes. */
  void tellOfWaiting(QueueProfile queue) {
    if (queue.kind() == QueueKind.STREAM && options.offset().isOpenEnded()) {
      view.note("reader.waiting", StreamOffset.waitForNew().toSeconds());
    }
  }

  /** From now on Ctrl-C ends the work between two messages. */
  void stopOnSignal() {
    StopSignals.onStop(
        signal -> {
          stop.request();
          view.stopping();
        });
  }

  /** The bar that shows how far it has got. */
  ProgressBar progress(String what, long total) {
    return new ProgressBar(
        context.out(), context.texts(), context.texts().get(what), Math.max(1, total));
  }
}
