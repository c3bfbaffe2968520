package lib.tools.reader;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lib.base.cli.ProgressBar;
import lib.base.files.FileReplacement;
import lib.base.files.PrivateFile;
import lib.base.files.UnwrittenFile;
import lib.systems.messages.MessageDocument;
import lib.systems.messages.MessageJson;
import lib.systems.messages.QueueMessage;
import lib.tools.reader.PeekReport.Found;

/** Writes bodies of messages, byte by byte as they are, into files of their own. */
final class BodyFiles {

  /** Together with number and ending less than any file system allows for a name. */
  private static final int LONGEST_ID = 100;

  private final Path folder;
  private final MessageJson format = new MessageJson(ZoneId.systemDefault());

  /**
   * @param folder made if it does not exist
   */
  BodyFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes the bodies, for their owner alone; no file that exists is touched.
   *
   * @return the files
   * @throws UnwrittenFile if a name is taken, before anything is written; or if a file cannot be
   *     written: those before it stay
   */
  List<Path> write(List<Found> messages, ProgressBar progress) {
    Map<Path, byte[]> bodies = new LinkedHashMap<>();
    messages.forEach(found -> bodies.put(folder.resolve(name(found)), found.message().body()));
    bodies.keySet().forEach(BodyFiles::requireFree);
    createFolder();
    List<Path> written = new ArrayList<>();
    bodies.forEach(
        (file, body) -> {
          write(file, body);
          written.add(file);
          progress.step();
        });
    return written;
  }

  private static void requireFree(Path file) {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw unwritten(file, new FileAlreadyExistsException(file.toString()));
    }
  }

  private void createFolder() {
    try {
      PrivateFile.createFolder(folder);
    } catch (IOException e) {
      throw unwritten(folder, e);
    }
  }

  private static void write(Path file, byte[] body) {
    try (var replacement = new FileReplacement(file)) {
      replacement.stream().write(body);
      replacement.commitNew();
    } catch (IOException e) {
      throw unwritten(file, e);
    }
  }

  private static UnwrittenFile unwritten(Path file, IOException cause) {
    return new UnwrittenFile("reader.body_not_written", file, cause);
  }

  /** The number keeps two messages with one id apart. */
  private String name(Found found) {
    String id = found.message().properties().getMessageId();
    String harmless = id == null ? "" : id.replaceAll("[^A-Za-z0-9._-]", "_");
    String shortened = harmless.substring(0, Math.min(LONGEST_ID, harmless.length()));
    String number = String.format(Locale.ROOT, "%06d", found.number());
    return number + (shortened.isEmpty() ? "" : "-" + shortened) + ending(found);
  }

  private String ending(Found found) {
    QueueMessage message = found.message();
    MessageDocument document = format.document(found.number(), message);
    if (document.bodyBase64().isPresent()) {
      return ".bin";
    }
    return document.bodyType().equals("json") ? ".json" : ".txt";
  }
}
