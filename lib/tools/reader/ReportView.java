package lib.tools.reader;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import lib.base.cli.Confirmation;
import lib.base.cli.Output;
import lib.base.cli.OutputForm;
import lib.base.cli.Prompt;
import lib.base.cli.Style;
import lib.base.cli.ToolContext;
import lib.base.text.Message;
import lib.base.text.Texts;
import lib.systems.messages.Move;
import lib.systems.messages.QueueProfile;
import lib.systems.messages.Restore;

/** What people see: the beginning of an operation, remarks on its way, and its result. */
public final class ReportView {

  private static final int WIDTH = 80;
  private static final int NARROW = 60;

  private final Lines lines;
  private final boolean json;
  private final boolean table;

  ReportView(ToolContext context) {
    this.lines = new Lines(context.out(), context.texts());
    this.json = context.json();
    this.table = context.form() == OutputForm.TABLE;
  }

  /** Draws the result. */
  public void draw(Report report) {
    report.as(new Drawing(lines, table));
  }

  void openPeek(QueueProfile queue) {
    lines.line(Style.ACCENT, "reader.peek.title", queue.name());
    total(queue.ready());
  }

  void openExport(QueueProfile queue, Path file) {
    lines.line(Style.ACCENT, "reader.export.title", queue.name());
    lines.line("reader.file", file);
    total(queue.ready());
  }

  void openClear(QueueProfile queue, Optional<Path> file) {
    lines.line(Style.ACCENT, "reader.clear.title", queue.name());
    file.ifPresent(path -> lines.line("reader.file", path));
    lines.separator(NARROW);
    lines.line("reader.clear.total", Texts.number(queue.ready()));
  }

  void openRestore(String queue, Path file, Restore.Contents contents, long ready) {
    lines.line(Style.ACCENT, "reader.restore.title", queue);
    lines.line("reader.file", file);
    lines.separator(WIDTH);
    lines.line("reader.restore.total", Texts.number(contents.messages()));
    lines.line("reader.total", Texts.number(ready));
    if (contents.damaged() > 0) {
      lines.warning("reader.restore.damaged", lines.messages(contents.damaged()));
    }
    if (contents.expiring() > 0) {
      lines.warning("reader.expiring", lines.messages(contents.expiring()));
    }
    if (contents.altered() > 0) {
      lines.warning("reader.restore.altered", lines.messages(contents.altered()));
    }
  }

  void openMove(QueueProfile queue, Move.Destination destination) {
    lines.line(Style.ACCENT, "reader.move.title", queue.name());
    if (!destination.toOrigin()) {
      lines.line("reader.move.target", destination.queue().orElseThrow());
    } else if (destination.queue().isPresent()) {
      lines.line("reader.move.origin_of", destination.queue().get());
    } else {
      lines.line("reader.move.origin");
    }
    total(queue.ready());
  }

  void openRedrive(QueueProfile queue) {
    lines.line(Style.ACCENT, "reader.redrive.title", queue.name());
    total(queue.ready());
  }

  private void total(long ready) {
    lines.separator(WIDTH);
    lines.line("reader.total", Texts.number(ready));
  }

  /** What a dry run would remove, if that is known without reading more. */
  void wouldClear(OptionalLong messages) {
    lines.empty();
    if (messages.isPresent()) {
      lines.line("reader.clear.would", Texts.number(messages.getAsLong()));
    }
  }

  void purging() {
    lines.empty();
    lines.line("reader.clear.running");
  }

  void stopping() {
    lines.out().note("");
    lines.note("reader.stopping");
  }

  void note(String key, Object... args) {
    lines.note(key, args);
  }

  void warning(String key, Object... args) {
    lines.warning(key, args);
  }

  void warning(Message message) {
    lines.out().warning(lines.texts().get(message));
  }

  /** Whoever is asked has to see what it is about, wherever stdout goes. */
  Confirmation askToClear(
      QueueProfile queue, Optional<String> grep, OptionalLong gone, Prompt prompt) {
    Texts texts = lines.texts();
    List<String> plan = new ArrayList<>(List.of("", texts.get("reader.clear.attention")));
    if (gone.isPresent()) {
      plan.add(texts.get("reader.clear.plan_gone", lines.messages(gone.getAsLong()), queue.name()));
      grep.ifPresent(text -> plan.add(texts.get("reader.clear.plan_text", text)));
    } else {
      plan.add(plan(queue, grep));
    }
    plan.add(texts.get("reader.clear.final"));
    plan.add("");
    ask(plan, prompt.isInteractive());
    return prompt.confirm(texts.get("reader.clear.question"));
  }

  private String plan(QueueProfile queue, Optional<String> grep) {
    Texts texts = lines.texts();
    return grep.map(text -> texts.get("reader.clear.plan_grep", text, queue.name()))
        .orElseGet(
            () -> texts.get("reader.clear.plan", lines.messages(queue.ready()), queue.name()));
  }

  private void ask(List<String> plan, boolean interactive) {
    Output out = lines.out();
    boolean seen = out.isTerminal() && !json && !out.isQuiet();
    if (!seen && interactive) {
      plan.forEach(out::question);
    } else {
      plan.forEach(line -> out.line(Style.WARNING, line));
    }
  }
}
