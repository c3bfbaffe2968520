package lib.systems.messages;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lib.base.text.Message;

/** Why a file cannot be read or written, for people: the JDK hides it in class names. */
final class FileProblem {

  /** Older classes of the JDK write {@code FILE (reason)}. */
  private static final Pattern REASON = Pattern.compile(".* \\(([^()]+)\\)", Pattern.DOTALL);

  private FileProblem() {}

  static Message of(IOException problem) {
    if (problem instanceof AccessDeniedException) {
      return Message.of("messages.why.denied");
    } else if (problem instanceof NoSuchFileException missing) {
      return Message.of("messages.why.no_such_file", missing.getFile());
    } else if (problem instanceof FileSystemException failed && failed.getReason() != null) {
      return Message.of("messages.why.words", failed.getReason());
    }
    String words = Optional.ofNullable(problem.getMessage()).orElse("-");
    Matcher reason = REASON.matcher(words);
    return Message.of("messages.why.words", reason.matches() ? reason.group(1) : words);
  }
}
