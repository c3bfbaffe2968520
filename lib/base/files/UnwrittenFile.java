package lib.base.files;

import java.io.IOException;
import java.nio.file.Path;
import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.base.text.UserException;

/** A file was not written; what had this name before is unchanged. */
public final class UnwrittenFile extends UserException {

  private static final long serialVersionUID = 1L;

  /**
   * @param key of the text, with the file and the reason as its arguments; the failure's name, too
   */
  public UnwrittenFile(String key, Path file, IOException cause) {
    super(key, ExitCode.CRITICAL, Message.of(key, file, FileProblem.of(file, cause)), cause);
  }
}
