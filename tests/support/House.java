package tests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The packages of {@code lib} as their sources and manifests tell them: what each imports, what its
 * {@code package-info.java} names.
 */
public final class House {

  private static final Pattern TYPE = Pattern.compile("\\blib((?:\\.[a-z]\\w*)+)\\.[A-Z]");

  private final Path root;
  private final Map<String, Room> rooms;

  /** One package: its files without the manifest, by name, and the manifest. */
  public record Room(String name, Map<String, SourceFile> files, Optional<SourceFile> manifest) {

    /** base, systems or tools. */
    String storey() {
      return name.replaceFirst("/.*", "");
    }

    /** The packages whose classes its files name. */
    Set<String> imports() {
      return files.values().stream()
          .flatMap(file -> House.rooms(file.code()))
          .filter(room -> !room.equals(name))
          .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The packages whose manifests its manifest names. */
    Set<String> named() {
      return manifest.stream()
          .flatMap(file -> file.manifests().stream())
          .map(House::roomOf)
          .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The resources that hang on its manifest. */
    List<Path> resources() {
      return manifest.map(SourceFile::resources).orElse(List.of());
    }
  }

  /** Reads the packages below {@code root/lib}. */
  public House(Path root) {
    this.root = root;
    Map<String, Map<String, SourceFile>> found = new TreeMap<>();
    for (Path path : javaFiles(root.resolve("lib"))) {
      found
          .computeIfAbsent(roomOf(path), name -> new TreeMap<>())
          .put(path.getFileName().toString(), new SourceFile(path));
    }
    rooms = new TreeMap<>();
    found.forEach(
        (name, files) -> {
          Optional<SourceFile> manifest = Optional.ofNullable(files.remove("package-info.java"));
          rooms.put(name, new Room(name, files, manifest));
        });
  }

  public Map<String, Room> rooms() {
    return rooms;
  }

  /** The scripts of the project's folder. */
  public List<SourceFile> scripts() {
    try (Stream<Path> files = Files.list(root)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .sorted()
          .map(SourceFile::new)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The path below the root, with slashes. */
  public String name(Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  /** Itself and every package that its manifest leads to. */
  public Set<String> reach(String room) {
    Set<String> reached = new TreeSet<>();
    collect(room, reached);
    return reached;
  }

  private void collect(String room, Set<String> reached) {
    if (rooms.containsKey(room) && reached.add(room)) {
      rooms.get(room).named().forEach(next -> collect(next, reached));
    }
  }

  /**
   * The lines with which a file names its manifests, in their order. JBang compiles a file once for
   * each way that leads to it and does not look whether it has it already: ways multiply from
   * storey to storey, until the compiler's command line is longer than the system allows. So
   * //SOURCES stands before what nothing else brings only.
   */
  public List<String> manifestLines(SourceFile file) {
    Set<Path> manifests = file.manifests();
    return manifests.stream()
        .map(
            manifest -> {
              boolean comes =
                  manifests.stream()
                      .filter(other -> !other.equals(manifest))
                      .anyMatch(other -> reach(roomOf(other)).contains(roomOf(manifest)));
              Path name = file.path().resolveSibling(".").normalize().relativize(manifest);
              return (comes ? "//USES " : "//SOURCES ") + name.toString().replace('\\', '/');
            })
        .toList();
  }

  /** The packages that a piece of code names, e.g. {@code base/text}. */
  public static Stream<String> rooms(String code) {
    return TYPE.matcher(code)
        .results()
        .map((MatchResult type) -> type.group(1).substring(1).replace('.', '/'));
  }

  /** The package that a file of lib is in, from its path. */
  static String roomOf(Path file) {
    Path folder = file.getParent();
    int lib = folder.getNameCount() - 1;
    while (lib > 0 && !folder.getName(lib).toString().equals("lib")) {
      lib--;
    }
    return lib + 1 < folder.getNameCount()
        ? folder.subpath(lib + 1, folder.getNameCount()).toString().replace('\\', '/')
        : "";
  }

  private static List<Path> javaFiles(Path folder) {
    Predicate<Path> java = file -> file.toString().endsWith(".java");
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(java).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
