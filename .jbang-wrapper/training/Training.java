package training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Calls a tool and collects the names of the classes that it loads. The tool gets settings of its
 * own, so whatever it does, it does to the stand-ins.
 */
public final class Training {

  /** What a list says about a class beside its name; needed only for class loaders of one's own. */
  private static final Pattern NUMBER = Pattern.compile(" id: \\d+$");

  private final ToolCommand tool;
  private final Path folder;
  private final Path home;
  private final Map<String, String> environment;

  public Training(ToolCommand tool, Path folder, int amqpPort, int httpPort) throws IOException {
    this.tool = tool;
    this.folder = folder;
    // Not its parents: who took the folder away meanwhile wants nothing made in it.
    this.home = Files.createDirectory(folder.resolve("home"));
    this.environment = Map.of("UCW_HOME", home.toString(), "HOME", home.toString());
    String site = "http://127.0.0.1:" + httpPort;
    Files.write(
        home.resolve("config.properties"),
        List.of(
            "camunda.base_url=" + site + "/engine-rest",
            "rabbitmq.host=127.0.0.1",
            "rabbitmq.port=" + amqpPort,
            "rabbitmq.management_url=" + site,
            "worker.status_urls=" + site,
            "worker.http_port=0"));
  }

  /** The arguments of each call of a script: lines that begin with its name. */
  public static List<List<String>> calls(Path file, String script) throws IOException {
    return Files.readAllLines(file).stream()
        .map(line -> List.of(line.strip().split("\\s+")))
        .filter(words -> words.get(0).equals(script))
        .map(words -> words.subList(1, words.size()))
        .toList();
  }

  /** The lines that Java wrote about the classes loaded by these calls, each once. */
  public Set<String> classesOf(List<List<String>> calls) throws IOException, InterruptedException {
    Set<String> lines = new LinkedHashSet<>();
    for (List<String> call : calls) {
      Path list = folder.resolve("call.list");
      Files.deleteIfExists(list);
      int code = tool.call(list, home, call, environment);
      System.err.println(String.join(" ", call) + ": " + code);
      if (Files.exists(list)) {
        Files.readAllLines(list).stream()
            .filter(line -> !line.contains(" source: "))
            .map(line -> NUMBER.matcher(line).replaceFirst(""))
            .forEach(lines::add);
      }
    }
    return lines;
  }
}
