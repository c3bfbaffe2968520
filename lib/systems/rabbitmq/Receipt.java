package lib.systems.rabbitmq;

import java.util.function.Consumer;

/** What became of a published message. */
public sealed interface Receipt {

  /** Why the message is not where it should be, in the broker's words where there are any. */
  String reason();

  /** Does what belongs to the case that it is. */
  void match(
      Consumer<Confirmed> confirmed,
      Consumer<Returned> returned,
      Consumer<Refused> refused,
      Consumer<Nacked> nacked,
      Consumer<Lost> lost);

  /** The broker has taken responsibility for it and it is in at least one queue. */
  record Confirmed() implements Receipt {
    @Override
    public String reason() {
      return "confirmed";
    }

    @Override
    public void match(
        Consumer<Confirmed> confirmed,
        Consumer<Returned> returned,
        Consumer<Refused> refused,
        Consumer<Nacked> nacked,
        Consumer<Lost> lost) {
      confirmed.accept(this);
    }
  }

  /** It came back: no queue for its routing key. Sending it again now would not help. */
  record Returned(String reason) implements Receipt {
    @Override
    public void match(
        Consumer<Confirmed> confirmed,
        Consumer<Returned> returned,
        Consumer<Refused> refused,
        Consumer<Nacked> nacked,
        Consumer<Lost> lost) {
      returned.accept(this);
    }
  }

  /** The broker could not take it, e.g. because its queue is full: it may be able to later. */
  record Nacked() implements Receipt {
    @Override
    public String reason() {
      return "nack";
    }

    @Override
    public void match(
        Consumer<Confirmed> confirmed,
        Consumer<Returned> returned,
        Consumer<Refused> refused,
        Consumer<Nacked> nacked,
        Consumer<Lost> lost) {
      nacked.accept(this);
    }
  }

  /** This message can never be sent: too large, or a name in it too long. */
  record Refused(String reason) implements Receipt {
    @Override
    public void match(
        Consumer<Confirmed> confirmed,
        Consumer<Returned> returned,
        Consumer<Refused> refused,
        Consumer<Nacked> nacked,
        Consumer<Lost> lost) {
      refused.accept(this);
    }
  }

  /** Channel or connection broke before the confirm: it may be there or not. */
  record Lost(String reason) implements Receipt {
    @Override
    public void match(
        Consumer<Confirmed> confirmed,
        Consumer<Returned> returned,
        Consumer<Refused> refused,
        Consumer<Nacked> nacked,
        Consumer<Lost> lost) {
      lost.accept(this);
    }
  }
}
