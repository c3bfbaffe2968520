package lib.base.config;

import lib.base.text.Message;

/** What {@link Settings} warns about and others go on with. */
public enum Warning {
  /** A name that no setting has, with or without one like it. */
  UNKNOWN_KEY("config.unknown_key"),
  /** A setting that rabbitmq.uri replaces. */
  URI_OVERRIDES("config.uri_overrides"),
  /** Two names of one setting have different values. */
  TWO_NAMES("config.two_names"),
  /** Credentials that are not used. */
  AUTH_NOT_ENABLED("config.auth_not_enabled"),
  /** Quotes that are a part of the value. */
  QUOTED("config.quoted"),
  /** Anybody could be the server. */
  TLS_NOT_VERIFIED("config.tls_not_verified"),
  /** A predecessor's setting of another program that shares its {@code .env}. */
  OTHER_PROGRAM("config.obsolete.other_program");

  private final String key;

  Warning(String key) {
    this.key = key;
  }

  /** Whether a message is this one. */
  public boolean is(Message message) {
    return message.key().startsWith(key);
  }
}
