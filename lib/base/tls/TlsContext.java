package lib.base.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import lib.base.config.ConfigException;
import lib.base.config.TlsSettings;

/** Builds TLS contexts from PEM files. */
public final class TlsContext {

  private static final char[] NO_PASSWORD = {};

  private TlsContext() {}

  /**
   * The TLS context of these settings. With verification off it accepts every certificate for every
   * host.
   *
   * @throws ConfigException if a file cannot be read or does not hold what it should
   */
  public static SSLContext of(TlsSettings tls) {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(keyManagers(tls), trustManagers(tls), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw ConfigException.tlsFailed(e);
    }
  }

  /** Null means the JDK's own authorities. */
  private static TrustManager[] trustManagers(TlsSettings tls)
      throws GeneralSecurityException, IOException {
    if (!tls.verify()) {
      return new TrustManager[] {new TrustEverybody()};
    }
    if (tls.caFile().isEmpty()) {
      return null;
    }
    KeyStore store = emptyStore();
    for (X509Certificate authority : PemFile.read(tls.caFile().get()).certificates()) {
      store.setCertificateEntry("authority-" + store.size(), authority);
    }
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyManager[] keyManagers(TlsSettings tls)
      throws GeneralSecurityException, IOException {
    if (tls.clientCertFile().isEmpty()) {
      return null;
    }
    Path certificateFile = tls.clientCertFile().get();
    List<X509Certificate> chain = PemFile.read(certificateFile).certificates();
    KeyStore store = emptyStore();
    store.setKeyEntry(
        "client",
        PemFile.read(tls.clientKeyFile().orElse(certificateFile)).privateKey(),
        NO_PASSWORD,
        chain.toArray(X509Certificate[]::new));
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    return store;
  }
}
