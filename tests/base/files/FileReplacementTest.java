package tests.base.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import lib.base.files.FileReplacement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file gets its name when it is complete, and a new one never takes the place of another. */
@Tag("unit")
class FileReplacementTest {

  @TempDir private Path folder;

  private FileReplacement open(String content) throws IOException {
    FileReplacement file = new FileReplacement(folder.resolve("f.json"));
    file.stream().write(content.getBytes(StandardCharsets.UTF_8));
    return file;
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).toList();
    }
  }

  @Test
  void whatHasComeMeanwhileIsReplacedOnlyByCommit() throws IOException {
    try (FileReplacement first = open("first");
        FileReplacement second = open("second")) {
      first.commitNew();
      assertThrows(FileAlreadyExistsException.class, second::commitNew);
    }
    assertEquals("first", Files.readString(folder.resolve("f.json")));
    assertEquals(List.of("f.json"), names());
    try (FileReplacement third = open("third")) {
      third.commit();
    }
    assertEquals("third", Files.readString(folder.resolve("f.json")));
    assertEquals(List.of("f.json"), names());
  }

  @Test
  void withoutCommitNothingIsLeft() throws IOException {
    open("x").close();
    assertEquals(List.of(), names());
  }

  @Test
  void aNewFileIsItsOwnersAloneAndAnOldOneKeepsItsRights() throws IOException {
    Path target = folder.resolve("rights");
    replace(target);
    assertEquals("rw-------", rights(target));
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r--r--"));
    replace(target);
    assertEquals("rw-r--r--", rights(target));
  }

  private static void replace(Path target) throws IOException {
    try (var file = new FileReplacement(target)) {
      file.stream().write('x');
      file.commit();
    }
  }

  private static String rights(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
