package lib.base.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lib.base.text.Message;

/** Why a file cannot be read or written, for people: the JDK hides it in class names. */
public final class FileProblem {

  /** Older classes of the JDK write {@code FILE (reason)}. */
  private static final Pattern REASON = Pattern.compile(".* \\(([^()]+)\\)", Pattern.DOTALL);

  private FileProblem() {}

  /** The reason as a part of a sentence that names the file. */
  public static Message of(Path file, IOException problem) {
    if (Files.isDirectory(file)) {
      return Message.of("files.folder");
    } else if (problem instanceof NoSuchFileException) {
      Path folder = file.toAbsolutePath().getParent();
      boolean hasFolder = folder == null || Files.isDirectory(folder);
      return hasFolder ? Message.of("files.no_file") : Message.of("files.no_folder", folder);
    } else if (problem instanceof AccessDeniedException) {
      return Message.of("files.denied");
    }
    return Message.of("files.words", words(problem));
  }

  /** What is against reading a file, if anything; nothing is read. */
  public static Optional<Message> ofReading(Path file) {
    if (!Files.exists(file)) {
      return Optional.of(of(file, new NoSuchFileException(file.toString())));
    } else if (Files.isDirectory(file)) {
      return Optional.of(Message.of("files.folder"));
    } else if (!Files.isRegularFile(file)) {
      return Optional.of(Message.of("files.special"));
    }
    return Files.isReadable(file) ? Optional.empty() : Optional.of(Message.of("files.denied"));
  }

  private static String words(IOException problem) {
    if (problem instanceof FileSystemException failed && failed.getReason() != null) {
      return failed.getReason();
    }
    String words = Optional.ofNullable(problem.getMessage()).orElse("-");
    Matcher reason = REASON.matcher(words);
    return reason.matches() ? reason.group(1) : words;
  }
}
