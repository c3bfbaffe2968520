package tests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
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
  private final String name;
  private Path jbangFolder;

  /**
   * In a folder whose name is a difficult one. (Only an equals sign would be too much: env, in a
   * script's first line, takes it for an assignment.)
   */
  public WrapperProject() {
    this("wrapper test", "it's a \"project\" & проект");
  }

  /** In a folder with a plain name that every user can look into, as an administrator has it. */
  public static WrapperProject installed() {
    WrapperProject project = new WrapperProject("wrapper-test", "project");
    Command.program("chmod", "a+rx", project.root.toString()).run().expect(0);
    return project;
  }

  private WrapperProject(String prefix, String name) {
    this.name = name;
    try {
      root = Files.createTempDirectory(prefix).toRealPath();
      jbangFolder = home().resolve(".jbang");
      Files.createDirectories(folder());
      Files.createDirectories(home());
      copy(Project.home().resolve("jbang"));
      try (Stream<Path> files = Files.walk(Project.home().resolve(".jbang-wrapper"))) {
        files.forEach(this::copy);
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

  /** Copies a file of the project, or makes a folder, with the same name. */
  private void copy(Path file) {
    try {
      Path target = folder().resolve(Project.home().relativize(file).toString());
      Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder of the wrapper and the sample. */
  public Path folder() {
    return root.resolve(name);
  }

  public Path home() {
    return root.resolve("home");
  }

  /** The wrapper's part of the user's cache. */
  public Path cache() {
    return home().resolve(".cache/universal-camunda-worker");
  }

  /** What is prepared for all users. */
  public Path sharedCache() {
    return folder().resolve(".prepared/universal-camunda-worker");
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

  /** Another directive for JBang in the sample. */
  public void addToSample(String directive) {
    write("sample.java", SAMPLE.replace("//SOURCES", directive + "\n//SOURCES"));
  }

  /** The wrapper with these arguments, an own HOME and own caches. */
  public Command jbang(String... arguments) {
    return own(Command.program(folder().resolve("jbang").toString()).with(arguments));
  }

  public Command own(Command command) {
    return command
        .withoutEnv("XDG_CACHE_HOME", "JBANG_REPO")
        .env("HOME", home().toString())
        .env("JBANG_DIR", jbangFolder.toString())
        .in(folder());
  }

  /** From now on JBang builds into another folder than that in the home folder. */
  public void putJarsInto(Path other) {
    jbangFolder = other;
  }

  /** Takes the JBang that this test run itself uses, instead of fetching it once more. */
  public void shareJBang() {
    shareJBang(cache());
  }

  /** The same for another of the wrapper's caches. */
  public void shareJBang(Path into) {
    String jbang = "jbang-0.132.1";
    String folder = System.getenv("XDG_CACHE_HOME");
    Path cache =
        folder == null || folder.isEmpty()
            ? Path.of(System.getenv("HOME"), ".cache")
            : Path.of(folder);
    try {
      Files.createDirectories(into);
      Files.createSymbolicLink(
          into.resolve(jbang), cache.resolve("universal-camunda-worker").resolve(jbang));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The JDKs of this machine, each by its own folder. */
  public static List<Path> installedJdks() {
    Path folder = Path.of("/usr/lib/jvm");
    if (!Files.isDirectory(folder)) {
      return List.of(Path.of(System.getProperty("java.home")));
    }
    try (Stream<Path> jdks = Files.list(folder)) {
      return jdks.filter(jdk -> Files.isExecutable(jdk.resolve("bin/javac")))
          .filter(jdk -> !Files.isSymbolicLink(jdk))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Another JDK of the same version: whether two versions are installed is left to the machine. */
  public Path copyOf(Path jdk) {
    Path copy = home().resolve("another-jdk");
    Command.program("cp", "-a", jdk.toString(), copy.toString()).run().expect(0);
    return copy;
  }

  /** What a cache is not to hold: anything half-done. */
  public List<String> leftovers() {
    return files().stream()
        .filter(file -> file.contains(".tmp.") || file.endsWith("lock"))
        .toList();
  }

  /** Everything in the wrapper's cache; what goes while this looks is left out. */
  public List<String> files() {
    return files(cache());
  }

  /** Everything in this folder. */
  public static List<String> files(Path top) {
    List<String> files = new ArrayList<>();
    try {
      Files.walkFileTree(
          top,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              files.add(folder.toString());
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              files.add(file.toString());
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException gone) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
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
