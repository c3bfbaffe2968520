package training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The words that start a tool, and the ways in which its archive needs them. */
public record ToolCommand(String java, List<String> options, String classPath, String mainClass) {

  private static final int LIMIT_SECONDS = 120;

  /** Takes apart what JBang made: Java, its options, {@code -classpath}, the main class. */
  public static ToolCommand of(List<String> words) {
    int at = words.indexOf("-classpath");
    if (at < 1 || at + 3 != words.size()) {
      throw new IllegalArgumentException("not the command of a tool: " + words);
    }
    return new ToolCommand(
        words.get(0), List.copyOf(words.subList(1, at)), words.get(at + 1), words.get(at + 2));
  }

  /** Calls the tool and has the classes that it loads written to a file. */
  public int call(Path list, Path home, List<String> arguments, Map<String, String> environment)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("-XX:DumpLoadedClassList=" + list));
    words.addAll(List.of("-XX:-UsePerfData", "-Xlog:disable"));
    words.addAll(options);
    words.addAll(List.of("-classpath", classPath, mainClass));
    words.addAll(arguments);
    return run(words, home, environment);
  }

  /**
   * Makes an archive of the classes in a list. Only the G1 collector can put objects of the heap
   * into an archive; the others can use them. An option that this Java does not know is ignored.
   */
  public int dump(Path list, Path archive) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("-Xshare:dump", "-Xlog:disable"));
    words.addAll(List.of("-XX:+IgnoreUnrecognizedVMOptions", "-XX:+AOTClassLinking"));
    words.addAll(List.of("-XX:SharedClassListFile=" + list, "-XX:SharedArchiveFile=" + archive));
    options.stream().filter(option -> !option.matches("-XX:.Use\\w+GC")).forEach(words::add);
    words.addAll(List.of("-XX:+UseG1GC", "-classpath", classPath));
    return run(words, list.getParent(), Map.of());
  }

  /** Does Java start with the archive and nothing else? */
  public int check(Path archive) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("-Xshare:on"));
    words.add("-XX:SharedArchiveFile=" + archive);
    words.addAll(options);
    words.addAll(List.of("-classpath", classPath, "-version"));
    return run(words, archive.getParent(), Map.of());
  }

  private int run(List<String> arguments, Path folder, Map<String, String> environment)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(java));
    words.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> !name.matches("PATH|LANG|LC_.*|TMPDIR"));
    builder.environment().putAll(environment);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    process.getOutputStream().close();
    Thread end = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(end);
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    Runtime.getRuntime().removeShutdownHook(end);
    return process.exitValue();
  }
}
