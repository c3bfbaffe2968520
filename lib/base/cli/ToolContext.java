package lib.base.cli;

import java.io.InputStream;
import java.nio.file.Path;
import lib.base.config.Settings;
import lib.base.text.Texts;

/**
 * What a tool works with.
 *
 * @param texts texts of the library and of the tool in the chosen language
 * @param home folder of the configuration; relative paths of settings start there
 * @param folder current folder; relative paths of options start there
 * @param stdin for tools that read it themselves
 * @param verbose whether details are wanted
 * @param form how the result is to be printed
 */
public record ToolContext(
    Settings settings,
    Texts texts,
    Output out,
    Prompt prompt,
    Path home,
    Path folder,
    InputStream stdin,
    boolean verbose,
    OutputForm form) {

  /** Whether the result is to be one JSON document. */
  public boolean json() {
    return form == OutputForm.JSON;
  }
}
