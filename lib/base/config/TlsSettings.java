package lib.base.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How to encrypt a connection.
 *
 * @param enabled whether to use TLS at all
 * @param verify whether the server must prove who it is; also decides on host name verification
 * @param caFile PEM bundle of the authorities to trust instead of the JDK's
 * @param clientCertFile PEM chain to show to the server
 * @param clientKeyFile PEM key of the client certificate: PKCS#8, or PKCS#1/SEC1, not encrypted
 */
public record TlsSettings(
    boolean enabled,
    boolean verify,
    Optional<Path> caFile,
    Optional<Path> clientCertFile,
    Optional<Path> clientKeyFile) {

  /** No encryption. */
  public static final TlsSettings OFF =
      new TlsSettings(false, true, Optional.empty(), Optional.empty(), Optional.empty());
}
