package lib.tools.diagnostics;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import lib.base.config.EffectiveSetting;
import lib.base.config.Secret;
import lib.base.config.Settings;

/** Who may read the files that hold passwords, tokens and keys. */
public final class SecretFiles {

  private SecretFiles() {}

  /** A finding for each such file, or one that there is none. */
  public static List<CheckResult> check(Settings settings, Path home) {
    if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      return List.of(CheckResult.skipped(Check.SETTINGS_SECRETS, "no_posix"));
    }
    List<CheckResult> findings = new ArrayList<>();
    for (Path file : files(settings, home)) {
      findings.add(check(file).about(file.toString()));
    }
    return findings.isEmpty() ? List.of(CheckResult.ok(Check.SETTINGS_SECRETS, "none")) : findings;
  }

  private static Set<Path> files(Settings settings, Path home) {
    Set<Path> files = new TreeSet<>();
    for (EffectiveSetting setting : settings.effective()) {
      boolean key = setting.name().endsWith("_key_file") && !setting.value().isEmpty();
      if (key) {
        files.add(home.resolve(setting.value()).normalize());
      }
      // The sources of values that stand in files have the file as their first argument.
      if (setting.value().contains(Secret.MASK)
          && !setting.source().args().isEmpty()
          && setting.source().args().get(0) instanceof Path file) {
        files.add(file.normalize());
      }
    }
    return files;
  }

  private static CheckResult check(Path file) {
    try {
      Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
      return rights.contains(PosixFilePermission.OTHERS_READ) && isReachable(file)
          ? CheckResult.warning(Check.SETTINGS_SECRETS, "readable_by_all", file)
          : CheckResult.ok(Check.SETTINGS_SECRETS, "ok", file);
    } catch (IOException e) {
      return CheckResult.skipped(Check.SETTINGS_SECRETS, "unreadable", file, e.toString());
    }
  }

  /** A folder that is closed to others protects whatever is in it. */
  private static boolean isReachable(Path file) throws IOException {
    for (Path folder = file.toAbsolutePath().getParent();
        folder != null;
        folder = folder.getParent()) {
      if (!Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_EXECUTE)) {
        return false;
      }
    }
    return true;
  }
}
