package lib.tools.queues;

import java.util.Locale;
import java.util.OptionalLong;
import lib.base.cli.Output;
import lib.base.cli.Style;
import lib.base.text.Printable;
import lib.base.text.Texts;
import lib.systems.rabbitmq.management.QueueInfo;
import lib.systems.rabbitmq.management.QueueState;
import lib.systems.topology.AlternateExchange;

/** What people see of one queue. */
record QueueLines(Texts texts, Output out, boolean verbose, String configuredAlternate) {

  /** Slower than this is no traffic to speak of. */
  private static final double LOWEST_RATE = 0.05;

  void show(CheckedQueue queue, AlternateExchange alternate) {
    QueueState state = queue.state();
    out.line();
    switch (state.presence()) {
      case MISSING -> out.line(Style.FAILURE, texts.get("queues.queue.missing", state.name()));
      case UNREADABLE, UNKNOWN -> {
        String why = state.problem().orElse("-");
        out.line(Style.WARNING, texts.get("queues.queue.unreadable", state.name(), why));
      }
      case PRESENT -> present(queue, alternate);
    }
  }

  private void present(CheckedQueue queue, AlternateExchange alternate) {
    QueueState state = queue.state();
    String box = state.hasMessages() ? "📬" : "📭";
    String mark =
        switch (queue.role()) {
          case DEFAULT -> " 🔄";
          case OTHER -> "";
          case SYSTEM, RESPONSES, ERRORS -> " 🎯";
        };
    out.line(box + " " + Printable.line(state.name()) + ":" + mark);
    out.line(texts.get("queues.messages", number(state.ready())));
    if (state.unacked().orElse(0) > 0) {
      out.line(texts.get("queues.unacked", number(state.unacked())));
    } else if (queue.mayHoldMore() && state.detail().isPresent()) {
      out.line(texts.get("queues.unacked_unknown"));
    }
    String consumers =
        state.consumers().isPresent() ? Texts.number(state.consumers().getAsInt()) : "-";
    boolean consumed = state.consumers().orElse(0) > 0;
    out.line(texts.get(consumed ? "queues.consumers" : "queues.no_consumers", consumers));
    state.detail().ifPresent(this::detail);
    if (queue.role() == QueueRole.DEFAULT && alternate.source() != AlternateExchange.Source.NONE) {
      String name = alternate.name().orElse(configuredAlternate);
      out.line(texts.get("queues.source", name));
    }
    if (state.ready().orElse(0) > 0) {
      out.line(Style.WARNING, texts.get("queues.unhandled"));
    }
  }

  private void detail(QueueInfo detail) {
    double published = detail.publishRate().orElse(0);
    double delivered = detail.deliverRate().orElse(0);
    if (published >= LOWEST_RATE || delivered >= LOWEST_RATE) {
      out.line(texts.get("queues.rates", rate(published), rate(delivered)));
    }
    if (verbose) {
      OptionalLong bytes = detail.memoryBytes();
      String memory = bytes.isPresent() ? texts.count("byte", bytes.getAsLong()) : "-";
      out.line(
          texts.get(
              "queues.detail",
              detail.type(),
              detail.state().orElse("-"),
              memory,
              detail.policy().orElse("-")));
    }
  }

  private static String number(OptionalLong number) {
    return number.isPresent() ? Texts.number(number.getAsLong()) : "-";
  }

  private static String rate(double rate) {
    return String.format(Locale.ROOT, "%,.1f", rate);
  }
}
