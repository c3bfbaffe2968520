package tests.support;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tests.support.House.Room;

/**
 * The rules of the house: what a package may import and name. Each rule returns its complaints: the
 * file, what is wrong, what to do instead.
 */
public final class HouseRules {

  private static final List<String> STOREYS = List.of("base", "systems", "tools");

  private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?([\\w.]+);");

  private static final Pattern LITERAL = Pattern.compile("\"([a-z][a-z0-9]*\\.[a-z0-9_.-]+)\"");

  private static final Pattern ASKED_FOR =
      Pattern.compile(
          "\\b(?:Message\\.of|Reason\\.of|texts(?:\\(\\))?\\.get)\\(\\s*"
              + "\"([a-z][a-z0-9]*\\.[a-z0-9_.-]*[a-z0-9])\"\\s*[,)]");

  /** What a third-party import needs on the class path. */
  private static final Map<String, String> ARTIFACTS =
      Map.of(
          "com.fasterxml.jackson.", "com.fasterxml.jackson.core:jackson-databind",
          "com.fasterxml.jackson.dataformat.csv.",
              "com.fasterxml.jackson.dataformat:jackson-dataformat-csv",
          "com.github.benmanes.caffeine.", "com.github.ben-manes.caffeine:caffeine",
          "com.rabbitmq.", "com.rabbitmq:amqp-client",
          "io.prometheus.metrics.", "io.prometheus:prometheus-metrics-core",
          "nl.altindag.ssl.", "io.github.hakky54:sslcontext-kickstart-for-pem",
          "org.fusesource.jansi.", "org.fusesource.jansi:jansi",
          "org.slf4j.", "org.slf4j:slf4j-",
          "picocli.", "info.picocli:picocli");

  /** What opens a connection, and the only package that may. */
  private static final Map<String, String> CONNECTING =
      Map.of(
          "com.rabbitmq.client.ConnectionFactory", "systems/rabbitmq",
          "java.net.http.HttpClient", "base/http",
          "java.net.HttpURLConnection", "base/http",
          "lib.base.http.JsonHttp", "systems/camunda, systems/rabbitmq/management, systems/page");

  private static final Pattern REST_PATH =
      Pattern.compile(
          "\"/(authorization|decision-definition|deployment|engine|external-task|history|incident"
              + "|job|message|process-definition|process-instance|task|variable-instance"
              + ")(?![\\w-])");

  private static final Pattern CALLED_TEST =
      Pattern.compile("\\b(?:class|record|enum|interface) (?:Test\\w*|\\w*Test)\\b");

  private final House house;

  public HouseRules(House house) {
    this.house = house;
  }

  /** Every rule, by name. */
  public Map<String, List<String>> complaints() {
    Map<String, List<String>> all = new TreeMap<>();
    all.put("manifests are complete", each(this::incomplete));
    all.put("directives stand in manifests only", each(this::directives));
    all.put("imports stay within the manifest", each(this::unnamed));
    all.put("a manifest names nothing that is not used", each(this::unused));
    all.put("libraries are on the way of the manifest", each(this::withoutLibrary));
    all.put("base <- systems <- tools", each(this::upwards));
    all.put("no tool imports another tool", each(this::neighbours));
    all.put("no circle between packages", each(this::circles));
    all.put("systems do not know the command line", each(this::commandLine));
    all.put("only systems connect", each(this::connections));
    all.put("texts stand in the package's own bundle", each(this::strangersTexts));
    all.put("texts that are asked for are there", missingTexts());
    all.put("scripts name the manifests that they use", scripts());
    all.put("no package is brought twice", broughtTwice());
    all.put("every class is used", unusedClasses());
    all.put("no class of the product is called a test", calledTests());
    all.values().removeIf(List::isEmpty);
    return all;
  }

  private List<String> each(Function<Room, Stream<String>> rule) {
    return house.rooms().values().stream().flatMap(rule).toList();
  }

  private static String manifestOf(Room room) {
    return "lib/" + room.name() + "/package-info.java";
  }

  private Stream<String> incomplete(Room room) {
    if (room.manifest().isEmpty()) {
      return Stream.of(manifestOf(room) + " is missing: every package has a manifest");
    }
    List<Path> named = room.manifest().get().sources();
    Stream<String> classes =
        room.files().values().stream()
            .filter(file -> !named.contains(file.path()))
            .map(
                file ->
                    manifestOf(room)
                        + " does not name "
                        + file.path().getFileName()
                        + ": run ./jbang tests/format.java "
                        + manifestOf(room));
    return Stream.concat(classes, looseBundles(room));
  }

  /** Nobody finds the texts of a bundle that hangs on no manifest. */
  private static Stream<String> looseBundles(Room room) {
    return bundles(room.manifest().orElseThrow().path().getParent())
        .filter(bundle -> !room.resources().contains(bundle))
        .map(bundle -> bundle.getFileName().toString())
        .map(
            name ->
                "%s does not name %s: add //FILES %s=%s"
                    .formatted(manifestOf(room), name, name, name));
  }

  private static Stream<Path> bundles(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".properties"))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Stream<String> directives(Room room) {
    return room.files().values().stream()
        .filter(file -> !file.directives().isEmpty())
        .map(
            file ->
                house.name(file.path())
                    + " has "
                    + file.directives().get(0)
                    + ": put it into "
                    + manifestOf(room));
  }

  private Stream<String> unnamed(Room room) {
    Set<String> named = room.named();
    return room.files().values().stream()
        .flatMap(
            file ->
                House.rooms(file.code())
                    .distinct()
                    .filter(used -> !used.equals(room.name()) && !named.contains(used))
                    .map(
                        used ->
                            house.name(file.path())
                                + " uses lib/"
                                + used
                                + ", which "
                                + manifestOf(room)
                                + " does not name: name it there, or do without"));
  }

  private Stream<String> unused(Room room) {
    Set<String> imports = room.imports();
    return room.named().stream()
        .filter(named -> !imports.contains(named))
        .filter(named -> !bringsALibrary(room, named))
        .map(
            named ->
                manifestOf(room) + " names lib/" + named + ", which no file uses: take it out");
  }

  /**
   * Whether it is named for a third-party library that the package uses and nothing else brings.
   */
  private boolean bringsALibrary(Room room, String named) {
    Set<String> others = new TreeSet<>();
    room.named().stream()
        .filter(other -> !other.equals(named))
        .forEach(other -> others.addAll(house.reach(other)));
    return libraries(room)
        .anyMatch(
            artifact ->
                brings(house.reach(named), artifact)
                    && !brings(others, artifact)
                    && !brings(Set.of(room.name()), artifact));
  }

  private boolean brings(Set<String> rooms, String artifact) {
    return rooms.stream()
        .map(room -> house.rooms().get(room).manifest())
        .flatMap(Optional::stream)
        .flatMap(manifest -> manifest.directive("DEPS").stream())
        .anyMatch(dependency -> dependency.startsWith(artifact));
  }

  private Stream<String> libraries(Room room) {
    return room.files().values().stream()
        .flatMap(file -> imports(file).map(HouseRules::artifact))
        .flatMap(Optional::stream)
        .distinct();
  }

  private static Stream<String> imports(SourceFile file) {
    return IMPORT.matcher(file.code()).results().map((MatchResult found) -> found.group(1));
  }

  private static Optional<String> artifact(String imported) {
    return ARTIFACTS.entrySet().stream()
        .filter(entry -> imported.startsWith(entry.getKey()))
        .max(Comparator.comparingInt(entry -> entry.getKey().length()))
        .map(Map.Entry::getValue);
  }

  private static boolean isThirdParty(String imported) {
    return !imported.matches(
        "(java|javax|lib|com\\.sun\\.net\\.httpserver|sun\\.misc|org\\.w3c\\.dom|org\\.xml\\.sax)\\..*");
  }

  private Stream<String> withoutLibrary(Room room) {
    List<String> complaints = new ArrayList<>();
    Set<String> reach = house.reach(room.name());
    for (SourceFile file : room.files().values()) {
      imports(file)
          .filter(HouseRules::isThirdParty)
          .filter(used -> artifact(used).filter(found -> brings(reach, found)).isEmpty())
          .forEach(
              used ->
                  complaints.add(
                      house.name(file.path())
                          + " imports "
                          + used
                          + ", but no //DEPS brings it: name the manifest that has it, or, if it is"
                          + " new, add it to HouseRules.ARTIFACTS"));
    }
    return complaints.stream();
  }

  private Stream<String> upwards(Room room) {
    int floor = STOREYS.indexOf(room.storey());
    if (floor < 0) {
      return Stream.of("lib/" + room.name() + " is in no storey: use one of " + STOREYS);
    }
    return room.imports().stream()
        .filter(used -> STOREYS.indexOf(used.replaceFirst("/.*", "")) > floor)
        .map(
            used ->
                "lib/"
                    + room.name()
                    + " uses lib/"
                    + used
                    + ", which is above it: move what it needs down");
  }

  private Stream<String> neighbours(Room room) {
    return room.imports().stream()
        .filter(used -> room.storey().equals("tools") && used.startsWith("tools/"))
        .filter(used -> !tool(used).equals(tool(room.name())))
        .map(
            used ->
                "lib/"
                    + room.name()
                    + " uses another tool, lib/"
                    + used
                    + ": move what both need to lib/systems or lib/base");
  }

  private static String tool(String room) {
    return room.split("/")[1];
  }

  private Stream<String> circles(Room room) {
    return room.imports().stream()
        .filter(used -> reachByImports(used).contains(room.name()))
        .map(
            used ->
                "lib/"
                    + room.name()
                    + " and lib/"
                    + used
                    + " need each other: let one give what the other asks for");
  }

  private Set<String> reachByImports(String start) {
    Set<String> reached = new TreeSet<>();
    List<String> open = new ArrayList<>(List.of(start));
    while (!open.isEmpty()) {
      String next = open.remove(open.size() - 1);
      if (house.rooms().containsKey(next) && reached.add(next)) {
        open.addAll(house.rooms().get(next).imports());
      }
    }
    return reached;
  }

  private Stream<String> commandLine(Room room) {
    return room.imports().stream()
        .filter(used -> room.storey().equals("systems") && used.equals("base/cli"))
        .map(
            used ->
                "lib/"
                    + room.name()
                    + " uses lib/base/cli: return a result and let the tool show it");
  }

  private Stream<String> connections(Room room) {
    List<String> complaints = new ArrayList<>();
    for (SourceFile file : room.files().values()) {
      imports(file)
          .filter(used -> CONNECTING.containsKey(used) && !mayConnect(room, used))
          .forEach(
              used ->
                  complaints.add(
                      house.name(file.path())
                          + " uses "
                          + used
                          + ": only "
                          + CONNECTING.get(used)
                          + " may; ask it there"));
      if (!room.name().equals("systems/camunda") && REST_PATH.matcher(file.text()).find()) {
        complaints.add(
            house.name(file.path())
                + " has a path of the engine's REST API: give lib/systems/camunda a method for it");
      }
    }
    return complaints.stream();
  }

  private static boolean mayConnect(Room room, String what) {
    return List.of(CONNECTING.get(what).split(", ")).contains(room.name());
  }

  private Stream<String> strangersTexts(Room room) {
    Map<String, String> owners = textOwners();
    List<String> complaints = new ArrayList<>();
    for (SourceFile file : room.files().values()) {
      LITERAL
          .matcher(file.text())
          .results()
          .map((MatchResult literal) -> literal.group(1))
          .filter(key -> !owners.getOrDefault(key, room.name()).equals(room.name()))
          .distinct()
          .forEach(
              key ->
                  complaints.add(
                      house.name(file.path())
                          + " uses the text "
                          + key
                          + " of lib/"
                          + owners.get(key)
                          + ": give its own bundle one, or let that package make the message"));
    }
    return complaints.stream();
  }

  private List<String> missingTexts() {
    Set<String> known = textOwners().keySet();
    Stream<SourceFile> classes =
        house.rooms().values().stream().flatMap(room -> room.files().values().stream());
    return Stream.concat(classes, house.scripts().stream())
        .flatMap(file -> missingTexts(file, known))
        .toList();
  }

  private Stream<String> missingTexts(SourceFile file, Set<String> known) {
    return ASKED_FOR
        .matcher(file.text())
        .results()
        .map((MatchResult asked) -> asked.group(1))
        .filter(key -> !known.contains(key))
        .distinct()
        .map(
            key ->
                house.name(file.path())
                    + " asks for the text "
                    + key
                    + ", which no bundle has: write it, in both languages");
  }

  /** By key: the package on whose manifest its bundle hangs. */
  private Map<String, String> textOwners() {
    Map<String, String> owners = new TreeMap<>();
    for (Room room : house.rooms().values()) {
      for (Path bundle : room.resources()) {
        if (bundle.toString().endsWith("_en.properties")) {
          keys(bundle).forEach(key -> owners.put(key, room.name()));
        }
      }
    }
    return owners;
  }

  private static Set<String> keys(Path bundle) {
    var properties = new Properties();
    try {
      properties.load(new StringReader(Project.read(bundle)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.stringPropertyNames();
  }

  private List<String> broughtTwice() {
    Stream<SourceFile> manifests =
        house.rooms().values().stream().map(Room::manifest).flatMap(Optional::stream);
    return Stream.concat(manifests, house.scripts().stream())
        .flatMap(
            file ->
                house.manifestLines(file).stream()
                    .filter(line -> file.text().lines().noneMatch(line::equals))
                    .map(
                        line ->
                            house.name(file.path())
                                + " lacks the line "
                                + line
                                + ": run ./jbang tests/format.java "
                                + house.name(file.path())))
        .toList();
  }

  /** What is left over when two people have written the same, or its user is gone. */
  private List<String> unusedClasses() {
    Map<String, Long> users =
        sources()
            .flatMap(file -> Pattern.compile("\\W+").splitAsStream(file.code()).distinct())
            .collect(Collectors.groupingBy(word -> word, Collectors.counting()));
    return house.rooms().values().stream()
        .flatMap(room -> room.files().entrySet().stream())
        .filter(file -> users.get(file.getKey().replace(".java", "")) == 1)
        .map(file -> Project.name(file.getValue().path()) + " is used by nobody: delete it")
        .toList();
  }

  private List<String> calledTests() {
    return sources()
        .filter(file -> CALLED_TEST.matcher(file.code()).find())
        .map(file -> house.name(file.path()) + " has a class that is called a test: name it anew")
        .toList();
  }

  private Stream<SourceFile> sources() {
    return Stream.concat(
        house.rooms().values().stream().flatMap(room -> room.files().values().stream()),
        house.scripts().stream());
  }

  private List<String> scripts() {
    List<String> complaints = new ArrayList<>();
    for (SourceFile script : house.scripts()) {
      Set<String> named = new TreeSet<>();
      script.manifests().forEach(manifest -> named.add(House.roomOf(manifest)));
      script.sources().stream()
          .filter(source -> !source.endsWith("package-info.java"))
          .forEach(
              source ->
                  complaints.add(
                      house.name(script.path())
                          + " names "
                          + source
                          + ": a script names manifests only"));
      Set<String> used = new TreeSet<>(House.rooms(script.code()).toList());
      used.stream()
          .filter(room -> !named.contains(room))
          .forEach(
              room -> complaints.add(house.name(script.path()) + " does not name lib/" + room));
      named.stream()
          .filter(room -> !used.contains(room))
          .forEach(room -> complaints.add(house.name(script.path()) + " does not use lib/" + room));
    }
    return complaints;
  }
}
