package tests.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tests.support.House;
import tests.support.HouseRules;
import tests.support.Project;
import tests.support.SourceFile;

/**
 * Three storeys: base knows neither Camunda nor RabbitMQ, systems know no tool, no tool knows
 * another. What a package uses stands in its manifest.
 */
@Tag("unit")
class LayersTest {

  private static Map<String, List<String>> complaints(Path root) {
    return new HouseRules(new House(root)).complaints();
  }

  @Test
  void everyRuleHolds() {
    assertEquals(Map.of(), complaints(Project.home()));
  }

  /** Tests mirror lib; and some rules hold of every tool, so those tests try all of them. */
  @Test
  void everyToolHasTestsAndIsTriedWithTheOthers() throws IOException {
    House house = new House(Project.home());
    Set<String> tested = new TreeSet<>();
    try (Stream<Path> tests = Files.walk(Project.home().resolve("tests/tools"))) {
      tests
          .filter(file -> file.toString().endsWith("Test.java"))
          .forEach(file -> tested.add(Project.name(file).split("/")[2]));
    }
    String tried = Project.read(Project.home().resolve("tests/support/Installation.java"));
    Stream<String> rooms =
        house.rooms().keySet().stream()
            .filter(room -> room.startsWith("tools/"))
            .map(room -> room.split("/")[1])
            .distinct()
            .filter(tool -> !tested.contains(tool))
            .map(tool -> "tests/tools/" + tool + " has no tests of lib/tools/" + tool);
    Stream<String> scripts =
        house.scripts().stream()
            .map(SourceFile::name)
            .filter(script -> !tried.contains('"' + script))
            .map(script -> "tests/support/Installation.java does not try " + script);
    assertEquals(List.of(), Stream.concat(rooms, scripts).toList());
  }

  /** A copy of the house with one violation in it: the rule sees it and names the file. */
  @Nested
  class APlantedViolation {

    @TempDir private Path root;

    @BeforeEach
    void copyTheHouse() throws IOException {
      copy(Project.home().resolve("lib"), root.resolve("lib"));
      copy(Project.home().resolve("texts"), root.resolve("texts"));
      try (Stream<Path> files = Files.list(Project.home())) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          Files.copy(file, root.resolve(file.getFileName().toString()));
        }
      }
    }

    private static void copy(Path from, Path to) throws IOException {
      try (Stream<Path> files = Files.walk(from)) {
        files.forEach(
            file -> {
              try {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
      }
    }

    /** Writes a class; its package's manifest names it. */
    private void plant(String room, String code) throws IOException {
      Path manifest = root.resolve("lib/" + room + "/package-info.java");
      String name = "package lib." + room.replace('/', '.') + ";";
      Files.writeString(
          manifest, Files.readString(manifest).replace(name, "//SOURCES Planted.java\n" + name));
      Files.writeString(manifest.resolveSibling("Planted.java"), name + "\n\n" + code);
    }

    private void addToManifest(String room, String line) throws IOException {
      Path manifest = root.resolve("lib/" + room + "/package-info.java");
      String text = Files.readString(manifest);
      int place = text.indexOf("package lib");
      Files.writeString(manifest, text.substring(0, place) + line + "\n" + text.substring(place));
    }

    private void replaceInManifest(String room, String line, String other) throws IOException {
      Path manifest = root.resolve("lib/" + room + "/package-info.java");
      String text = Files.readString(manifest);
      assertTrue(text.contains(line), text);
      Files.writeString(manifest, text.replace(line, other));
    }

    private void isSeen(String rule, String file) {
      List<String> found = complaints(root).getOrDefault(rule, List.of());
      assertTrue(
          found.stream().anyMatch(complaint -> complaint.contains(file)),
          () -> rule + " does not name " + file + ": " + complaints(root));
    }

    @Test
    void aMissingManifest() throws IOException {
      Files.delete(root.resolve("lib/base/retry/package-info.java"));
      isSeen("manifests are complete", "lib/base/retry/package-info.java");
    }

    @Test
    void aFileThatTheManifestDoesNotName() throws IOException {
      Files.writeString(
          root.resolve("lib/base/json/Forgotten.java"),
          "package lib.base.json; class Forgotten {}");
      isSeen("manifests are complete", "Forgotten.java");
    }

    @Test
    void aBundleThatTheManifestDoesNotName() throws IOException {
      Files.writeString(root.resolve("lib/base/json/json_en.properties"), "json.a = a");
      isSeen("manifests are complete", "json_en.properties");
    }

    @Test
    void aTextThatNoBundleHas() throws IOException {
      plant("base/text", "class Planted { Message text = Message.of(\"text.nowhere\"); }\n");
      isSeen("texts that are asked for are there", "lib/base/text/Planted.java");
    }

    @Test
    void aDirectiveOutsideAManifest() throws IOException {
      plant("base/json", "//SOURCES Json.java\nclass Planted {}\n");
      isSeen("directives stand in manifests only", "lib/base/json/Planted.java");
    }

    @Test
    void anImportThatTheManifestDoesNotName() throws IOException {
      plant("base/retry", "import lib.base.json.Json;\nclass Planted { Json json; }\n");
      isSeen("imports stay within the manifest", "lib/base/retry/Planted.java");
    }

    @Test
    void aManifestThatNamesWhatNobodyUses() throws IOException {
      addToManifest("base/retry", "//SOURCES ../json/package-info.java");
      isSeen("a manifest names nothing that is not used", "lib/base/retry/package-info.java");
    }

    @Test
    void aPackageThatIsBroughtTwice() throws IOException {
      replaceInManifest("systems/rabbitmq", "//USES ../../base/text", "//SOURCES ../../base/text");
      isSeen("no package is brought twice", "lib/systems/rabbitmq/package-info.java");
    }

    @Test
    void aPackageThatNothingBrings() throws IOException {
      replaceInManifest("base/files", "//SOURCES ../text", "//USES ../text");
      isSeen("no package is brought twice", "lib/base/files/package-info.java");
    }

    @Test
    void aLibraryThatNoManifestBrings() throws IOException {
      plant("base/retry", "import picocli.CommandLine;\nclass Planted { CommandLine line; }\n");
      isSeen("libraries are on the way of the manifest", "lib/base/retry/Planted.java");
    }

    @Test
    void aClassThatNobodyUses() throws IOException {
      plant("base/retry", "/** Like Backoff. */\nclass Planted { Backoff other; }\n");
      isSeen("every class is used", "Planted.java");
    }

    @Test
    void aClassThatIsCalledATest() throws IOException {
      plant("base/retry", "class Planted { record TestDelay(Planted other) {} }\n");
      isSeen("no class of the product is called a test", "lib/base/retry/Planted.java");
    }

    @Test
    void anArrowUpwards() throws IOException {
      plant("base/retry", "import lib.systems.camunda.Engine;\nclass Planted { Engine engine; }\n");
      isSeen("base <- systems <- tools", "lib/base/retry");
    }

    @Test
    void aToolThatUsesItsNeighbour() throws IOException {
      plant("tools/unlock", "class Planted { lib.tools.reader.Reader reader; }\n");
      isSeen("no tool imports another tool", "lib/tools/unlock");
    }

    @Test
    void aCircle() throws IOException {
      plant("base/text", "class Planted { lib.base.config.Settings settings; }\n");
      isSeen("no circle between packages", "lib/base/text");
    }

    @Test
    void aSystemThatKnowsTheCommandLine() throws IOException {
      plant("systems/messages", "class Planted { lib.base.cli.Output out; }\n");
      isSeen("systems do not know the command line", "lib/systems/messages");
    }

    @Test
    void aToolThatOpensAConnection() throws IOException {
      plant(
          "tools/unlock",
          "import java.net.http.HttpClient;\nclass Planted { HttpClient client; }\n");
      isSeen("only systems connect", "lib/tools/unlock/Planted.java");
    }

    @Test
    void aToolThatAsksTheEngineItself() throws IOException {
      plant("tools/unlock", "class Planted { String path = \"/external-task/\"; }\n");
      isSeen("only systems connect", "lib/tools/unlock/Planted.java");
    }

    @Test
    void anotherPackagesText() throws IOException {
      plant("systems/camunda", "class Planted { String key = \"cli.warning\"; }\n");
      isSeen("texts stand in the package's own bundle", "lib/systems/camunda/Planted.java");
    }

    @Test
    void aScriptThatNamesAFile() throws IOException {
      Path script = root.resolve("unlock_task.java");
      Files.writeString(
          script,
          Files.readString(script)
              .replaceFirst("(?m)^//SOURCES", "//SOURCES start_process.java\n//SOURCES"));
      isSeen("scripts name the manifests that they use", "unlock_task.java");
    }
  }
}
