package lib.tools.tasks;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import lib.base.text.Texts;
import lib.systems.account.QueueLook;

/** A queue in JSON; the names of the fields stay. */
record QueueRow(
    String queue,
    String role,
    Optional<String> system,
    String presence,
    OptionalLong ready,
    OptionalLong unacknowledged,
    OptionalInt consumers,
    long read,
    boolean whole,
    Optional<String> why) {

  static QueueRow of(QueueLook look, Texts texts) {
    return new QueueRow(
        look.queue().name(),
        look.queue().role().code(),
        look.queue().system(),
        look.presence().code(),
        look.ready(),
        look.unacked(),
        look.consumers(),
        look.read(),
        look.whole(),
        look.obstacle().map(texts::get));
  }
}
