package tests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A small project in a temporary folder with the wrapper and a sample script in it, and with caches
 * of its own. The sample prints what it was given and what its nested sources and its resource say.
 */
public final class WrapperProject implements AutoCloseable {

  private static final String SAMPLE =
      """
      ///usr/bin/env "${0%/*}/jbang" "$0" "$@" ; exit $?
      //JAVA 17+
      //RUNTIME_OPTIONS -XX:TieredStopAtLevel=1 -XX:+UseSerialGC
      //SOURCES lib/Greeting.java
      //FILES sample.properties=lib/sample.properties
      import java.util.*;
      class Sample {
        public static void main(String... args) throws Exception {
          var out = new java.io.PrintStream(System.out, true, "UTF-8");
          var resource = Sample.class.getResourceAsStream("/sample.properties");
          out.println("text=" + lib.Greeting.text() + new String(resource.readAllBytes()).strip());
          for (String arg : args) {
            out.println("arg=" + Base64.getEncoder().encodeToString(arg.getBytes("UTF-8")));
          }
          out.println("folder=" + System.getProperty("user.dir"));
          out.println("home=" + System.getenv("UCW_HOME"));
          out.println("java=" + System.getProperty("java.home"));
          if (args.length == 1 && args[0].equals("wait")) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> out.println("stopped")));
            out.println("pid=" + ProcessHandle.current().pid());
            Thread.sleep(600_000);
          }
          out.print(new String(System.in.readAllBytes(), "UTF-8"));
          System.err.println("on stderr");
          System.exit(7);
        }
      }
      """;

  private final Path root;

  public WrapperProject() {
    try {
      root = Files.createTempDirectory("wrapper test").toRealPath();
      Files.createDirectories(folder().resolve(".jbang-wrapper"));
      Files.createDirectories(home());
      for (String name : List.of("jbang", ".jbang-wrapper/pom.xml")) {
        Files.copy(
            Project.home().resolve(name),
            folder().resolve(name),
            StandardCopyOption.COPY_ATTRIBUTES);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    write("sample.java", SAMPLE);
    folder().resolve("sample.java").toFile().setExecutable(true);
    write(
        "lib/Greeting.java",
        """
        package lib;
        //SOURCES Name.java
        public class Greeting {
          public static String text() { return "hello " + Name.TEXT; }
        }
        """);
    write("lib/Name.java", "package lib;\nclass Name { static final String TEXT = \"one \"; }\n");
    write("lib/sample.properties", "resource one");
  }

  /**
   * The folder of the wrapper and the sample; its name is a difficult one. (Only an equals sign
   * would be too much: env, in a script's first line, takes it for an assignment.)
   */
  public Path folder() {
    return root.resolve("it's a \"project\" & проект");
  }

  public Path home() {
    return root.resolve("home");
  }

  /** The wrapper's part of the user's cache. */
  public Path cache() {
    return home().resolve(".cache/universal-camunda-worker");
  }

  public Path write(String name, String text) {
    try {
      Path file = folder().resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The wrapper with these arguments, an own HOME and own caches. */
  public Command jbang(String... arguments) {
    return own(Command.program(folder().resolve("jbang").toString()).with(arguments));
  }

  public Command own(Command command) {
    return command
        .withoutEnv("XDG_CACHE_HOME", "JBANG_REPO")
        .env("HOME", home().toString())
        .env("JBANG_DIR", home().resolve(".jbang").toString())
        .in(folder());
  }

  /** What a cache is not to hold: anything half-done. */
  public List<String> leftovers() {
    return files().stream()
        .filter(file -> file.contains(".tmp.") || file.endsWith("lock"))
        .toList();
  }

  /** Everything in the wrapper's cache. */
  public List<String> files() {
    try (Stream<Path> files = Files.walk(cache())) {
      return files.map(Path::toString).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    delete(root);
  }

  public static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
