package tests.base.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import lib.base.files.FileProblem;
import lib.base.files.FileReplacement;
import lib.base.text.Language;
import lib.base.text.Texts;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why a file cannot be used, in words for people. */
@Tag("unit")
class FileProblemTest {

  @TempDir private Path folder;

  private static String words(Path file, IOException problem) {
    return Texts.load(Language.EN).get(FileProblem.of(file, problem));
  }

  private static String words(Path file, ThrowingCallable use) {
    return words(file, catchThrowableOfType(IOException.class, use));
  }

  @Test
  void aMissingFileIsToldWhoeverLooksForIt() {
    Path file = folder.resolve("no.json");
    assertThat(words(file, () -> Files.readAllBytes(file))).isEqualTo("there is no such file");
    assertThat(words(file, () -> new FileInputStream(file.toFile())))
        .isEqualTo("No such file or directory");
  }

  @Test
  void aMissingFolderIsNamed() {
    Path file = folder.resolve("missing/a.json");
    assertThat(words(file, () -> new FileReplacement(file)))
        .isEqualTo("there is no folder " + file.getParent());
    assertThat(words(file, () -> Files.readAllBytes(file)))
        .isEqualTo("there is no folder " + file.getParent());
  }

  @Test
  void aFolderInItsPlaceIsOne() {
    assertThat(words(folder, () -> new FileReplacement(folder))).isEqualTo("it is a folder");
    assertThat(words(folder, () -> Files.readAllBytes(folder))).isEqualTo("it is a folder");
  }

  @Test
  void rightsAndReasonsOfTheSystemAreToldWithoutNamesOfClasses() {
    Path file = folder.resolve("a");
    assertThat(words(file, new AccessDeniedException("a"))).isEqualTo("permission denied");
    assertThat(words(file, new FileSystemException("a", null, "No space left on device")))
        .isEqualTo("No space left on device");
    assertThat(words(file, new IOException("a (Is a directory)"))).isEqualTo("Is a directory");
    assertThat(words(file, new IOException())).isEqualTo("-");
  }
}
