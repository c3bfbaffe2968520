package lib.base.config;

import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.Level;

/**
 * What is logged and where.
 *
 * @param file absolute path of the log file; empty = none
 */
public record LogSettings(Level level, Optional<Path> file) {}
