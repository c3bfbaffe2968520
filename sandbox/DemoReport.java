package sandbox;

//SOURCES ChildProcess.java
//SOURCES DemoPrograms.java
//SOURCES DemoProcess.java
//SOURCES DemoProgress.java
//SOURCES DemoResult.java
//SOURCES DemoServers.java
//SOURCES ../lib/base/cli/package-info.java
//USES ../lib/base/text/package-info.java

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.base.cli.Output;
import lib.base.cli.Style;
import lib.base.cli.ToolContext;
import lib.base.text.Message;
import lib.base.text.Texts;

/** What the demo tells: progress on stderr, the result on stdout. */
public final class DemoReport {
  private static final String ERASE_LINE = "\r\033[K";
  private static final List<String> COLUMNS =
      List.of("system", "queue", "routed", "answered", "completed", "duplicates");

  /** If the project's own configuration sets one of them, its tools go elsewhere than the demo. */
  private static final Set<String> SERVERS =
      Set.of("camunda.base_url", "rabbitmq.host", "rabbitmq.port");

  private static final String ROW = "%-16s %-21s %10s %10s %10s %10s";

  private final Path home;
  private final Texts texts;
  private final Output out;
  private final boolean json;
  private final boolean hasOwnServers;
  private boolean lineOpen;
  private long nextQuarter = 1;

  public DemoReport(ToolContext context) {
    this.home = context.home();
    this.texts = context.texts();
    this.out = context.out();
    this.json = context.json();
    this.hasOwnServers =
        context.settings().effective().stream()
            .anyMatch(setting -> SERVERS.contains(setting.name()) && !setting.isDefault());
  }

  /** A step of the demo. */
  public void note(Message message) {
    end();
    out.note(texts.get(message));
  }

  /** On a terminal one line that changes; elsewhere a line for each quarter of the way. */
  public void progress(DemoProgress progress) {
    var text =
        texts.get(
            "demo.progress",
            Texts.number(progress.completed()),
            texts.count("instance", progress.total()),
            Texts.number(progress.routed()),
            Texts.number(progress.answered()));
    if (out.isErrorTerminal() && !out.isQuiet()) {
      out.stderr().print(ERASE_LINE + text);
      out.stderr().flush();
      lineOpen = true;
    } else if (progress.completed() * 4 >= nextQuarter * progress.total()) {
      nextQuarter = progress.completed() * 4 / progress.total() + 1;
      out.note(text);
    }
  }

  /** Ends the line of the progress. */
  public void end() {
    if (lineOpen) {
      out.stderr().println();
      lineOpen = false;
    }
  }

  /** The table, or what is missing. */
  public void result(DemoResult result) {
    end();
    if (json) {
      out.json(document(result));
    }
    out.line();
    table(result.systems());
    out.line();
    var seconds = result.duration().toMillis() / 1000.0;
    var tasks = texts.count("task", result.tasks());
    out.line(texts.get("demo.took", tasks, seconds, result.tasks() / seconds));
    var style = result.isComplete() ? Style.OK : Style.FAILURE;
    out.line(
        style,
        texts.get(
            "demo.completed",
            Texts.number(result.completed()),
            texts.count("instance", result.started())));
    if (!result.isComplete()) {
      missing(result);
    }
  }

  /** What runs on and how to stop it. */
  public void kept(DemoPrograms programs, DemoServers servers, ChildProcess worker) {
    var processes = new ArrayList<Long>();
    Stream.of(Optional.of(worker), servers.broker().process(), servers.engine().process())
        .flatMap(Optional::stream)
        .forEach(process -> processes.add(process.pid()));
    var pids = processes.stream().map(Object::toString).collect(Collectors.joining(" "));
    out.line();
    out.line(texts.get("demo.kept", servers.engine().address(), servers.broker().address(), pids));
    out.line();
    out.line(texts.get("demo.next"));
    var variables =
        new TreeMap<>(programs.environment())
            .entrySet().stream()
                .filter(variable -> !isDefault(variable))
                .map(variable -> " " + variable.getKey() + "=" + variable.getValue())
                .collect(Collectors.joining());
    if (!variables.isEmpty()) {
      out.line("  export" + variables);
    }
    commands(texts.get("demo.commands_kept", DemoProcess.KEY));
  }

  /** What to try after a run that leaves nothing behind. */
  public void next() {
    out.line();
    out.line(texts.get("demo.next"));
    commands(texts.get("demo.commands"));
  }

  /** Where the logs of a run are that did not remove them. */
  public void logs(Path folder) {
    out.note(texts.get("demo.logs", folder.toString()));
  }

  private void table(List<DemoResult.SystemResult> systems) {
    var columns = COLUMNS.stream().map(column -> texts.get("demo.column." + column));
    out.line(Style.ACCENT, row(columns.toList()));
    for (var system : systems) {
      var numbers =
          Stream.of(system.routed(), system.answered(), system.completed(), system.duplicates());
      var cells =
          Stream.concat(Stream.of(system.system(), system.queue()), numbers.map(Texts::number));
      out.line(row(cells.toList()));
    }
  }

  private void missing(DemoResult result) {
    result
        .openTasks()
        .forEach(
            (topic, count) -> out.line(texts.get("demo.open", topic, texts.count("task", count))));
    if (result.errors() > 0) {
      out.line(texts.get("demo.errors", texts.count("message", result.errors())));
    }
  }

  private void commands(String lines) {
    lines.lines().filter(this::exists).forEach(command -> out.line("  " + command));
  }

  /** {@code ./jbang SCRIPT ...}: only what this checkout has. */
  private boolean exists(String command) {
    return Files.exists(home.resolve(command.split(" ")[1]));
  }

  private static String row(List<String> cells) {
    return ROW.formatted(cells.toArray()).stripTrailing();
  }

  private boolean isDefault(Map.Entry<String, String> variable) {
    return switch (variable.getKey()) {
      case "CAMUNDA_BASE_URL" -> !hasOwnServers && variable.getValue().contains("127.0.0.1:8080/");
      case "RABBITMQ_HOST" -> !hasOwnServers;
      case "RABBITMQ_PORT" -> !hasOwnServers && variable.getValue().equals("5672");
      default -> false;
    };
  }

  private static Map<String, Object> document(DemoResult result) {
    var document = new LinkedHashMap<String, Object>();
    document.put("instances_started", result.started());
    document.put("instances_completed", result.completed());
    document.put("tasks_completed", result.tasks());
    document.put("duration_ms", result.duration().toMillis());
    document.put("systems", result.systems());
    document.put("open_tasks_by_topic", result.openTasks());
    document.put("error_messages", result.errors());
    return document;
  }
}
