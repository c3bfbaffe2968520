package lib.base.config;

import lib.base.text.Message;

/**
 * A key with its value, as written somewhere.
 *
 * @param key as written
 * @param origin how strong the place is; a higher one wins
 * @param where the place, for messages
 */
record Entry(String key, String value, Origin origin, Message where) {

  /** The places of settings, weakest first. */
  enum Origin {
    DEFAULT,
    CONFIG_FILE,
    ENV_FILE,
    ENVIRONMENT,
    COMMAND_LINE
  }

  static Entry builtIn(String key, String value) {
    return new Entry(key, value, Origin.DEFAULT, Message.of("config.source.default"));
  }
}
