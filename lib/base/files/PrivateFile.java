package lib.base.files;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Creates files that hold messages, variables or names: nobody but their owner may read them,
 * whatever the umask is.
 */
public final class PrivateFile {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private PrivateFile() {}

  /**
   * Creates an empty file.
   *
   * @param model if it exists, the new file may be read and written by the same people: somebody
   *     has decided about that
   * @throws java.nio.file.FileAlreadyExistsException if there is one
   */
  public static void create(Path file, Path model) throws IOException {
    if (!isPosix()) {
      Files.createFile(file);
      return;
    }
    boolean like = Files.exists(model);
    Set<PosixFilePermission> rights = like ? Files.getPosixFilePermissions(model) : OWNER_ONLY;
    FileAttribute<Set<PosixFilePermission>> onlyOwner =
        PosixFilePermissions.asFileAttribute(OWNER_ONLY);
    Files.createFile(file, onlyOwner);
    if (like) {
      Files.setPosixFilePermissions(file, rights); // not narrowed down by the umask
    }
  }

  /**
   * Makes a folder, and those above it that are missing, for their owner alone. One that exists is
   * left as it is.
   */
  public static void createFolder(Path folder) throws IOException {
    if (isPosix()) {
      Set<PosixFilePermission> rights = PosixFilePermissions.fromString("rwx------");
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(rights));
    } else {
      Files.createDirectories(folder);
    }
  }

  private static boolean isPosix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }
}
