package tests.base.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import lib.base.config.ConfigException;
import lib.base.config.TlsSettings;
import lib.base.text.ExitCode;
import lib.base.text.Language;
import lib.base.text.Texts;
import lib.base.tls.TlsContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS contexts from PEM files, tried by real handshakes with a server that asks for our key. */
@Tag("unit")
class TlsTest {

  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final int RSA_HEADER = 26; // PKCS#8 around a PKCS#1 key of 2048 bits

  @TempDir static Path folder;

  private static Path certificate;
  private static Path key;
  private static byte[] pkcs8;

  /** One self-signed certificate serves as authority, server and client. */
  @BeforeAll
  static void createCertificate() throws Exception {
    Path store = folder.resolve("store.p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    var process =
        new ProcessBuilder(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.txt").toFile())
            .start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), Files.readString(folder.resolve("keytool.txt")));
    var keys = KeyStore.getInstance(store.toFile(), PASSWORD);
    pkcs8 = keys.getKey("a", PASSWORD).getEncoded();
    certificate = pem("cert.pem", "CERTIFICATE", keys.getCertificate("a").getEncoded());
    key = pem("key.pem", "PRIVATE KEY", pkcs8);
  }

  private static Path pem(String file, String label, byte[] der) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return Files.writeString(
        folder.resolve(file),
        "Some text\n-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n");
  }

  private static TlsSettings settings(boolean verify, Path authority, Path cert, Path key) {
    return new TlsSettings(
        true,
        verify,
        Optional.ofNullable(authority),
        Optional.ofNullable(cert),
        Optional.ofNullable(key));
  }

  private static TlsSettings withKey(Path key) {
    return settings(true, certificate, certificate, key);
  }

  /** Shakes hands with a server that demands a certificate, and exchanges one byte. */
  private static int exchange(TlsSettings client, TlsSettings server) throws Exception {
    var address = InetAddress.getLoopbackAddress();
    try (var listening =
        (SSLServerSocket)
            TlsContext.of(server).getServerSocketFactory().createServerSocket(0, 1, address)) {
      listening.setNeedClientAuth(client.clientCertFile().isPresent());
      var served = CompletableFuture.runAsync(() -> serveOne(listening));
      int port = listening.getLocalPort();
      try (var socket =
          (SSLSocket) TlsContext.of(client).getSocketFactory().createSocket("localhost", port)) {
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        int answer = socket.getInputStream().read();
        served.get(30, TimeUnit.SECONDS);
        return answer;
      }
    }
  }

  private static void serveOne(SSLServerSocket listening) {
    try (var socket = listening.accept()) {
      socket.getOutputStream().write(42);
    } catch (IOException e) {
      throw new IllegalStateException(e); // seen by the client as well
    }
  }

  private static String failure(TlsSettings settings) {
    var e = assertThrows(ConfigException.class, () -> TlsContext.of(settings));
    assertEquals(ExitCode.UNKNOWN, e.exitCode());
    assertEquals("config.invalid_file", e.code());
    return Texts.load(Language.EN).get(e.userMessage());
  }

  @Test
  void authorityAndClientKeyComeFromPemFiles() throws Exception {
    assertEquals(42, exchange(withKey(key), withKey(key)));
  }

  @Test
  void anRsaKeyMayBePkcs1() throws Exception {
    byte[] pkcs1 = Arrays.copyOfRange(pkcs8, RSA_HEADER, pkcs8.length);
    Path file = pem("pkcs1.pem", "RSA PRIVATE KEY", pkcs1);
    assertEquals(42, exchange(withKey(file), withKey(key)));
  }

  @Test
  void anEcKeyMayBeSec1() throws Exception {
    byte[] sec1 =
        HexFormat.of().parseHex("30310201010420" + "11".repeat(32) + "a00a06082a8648ce3d030107");
    Path file = pem("sec1.pem", "EC PRIVATE KEY", sec1);
    // The key does not belong to the certificate, but it is read before that matters.
    assertTrue(TlsContext.of(withKey(file)) != null);
  }

  @Test
  void anUnknownAuthorityIsRefused() {
    var unknowing = settings(true, null, null, null);
    assertThrows(SSLException.class, () -> exchange(unknowing, withKey(key)));
  }

  @Test
  void withVerificationOffEverybodyIsTrusted() throws Exception {
    assertEquals(42, exchange(settings(false, null, null, null), withKey(key)));
  }

  @Test
  void anEncryptedKeyIsAClearError() throws IOException {
    for (Path file :
        List.of(
            pem("encrypted.pem", "ENCRYPTED PRIVATE KEY", new byte[] {1}),
            Files.writeString(
                folder.resolve("old.pem"),
                "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n"
                    + "-----END RSA PRIVATE KEY-----\n"))) {
      String message = failure(withKey(file));
      assertThat(message).contains(file + " cannot be used: the private key is encrypted");
    }
  }

  @Test
  void filesWithoutWhatIsNeededAreClearErrors() throws IOException {
    assertThat(failure(withKey(certificate))).contains("no PEM private key");
    assertThat(failure(settings(true, key, null, null))).contains("no PEM certificate");
    Path damaged = pem("damaged.pem", "CERTIFICATE", new byte[] {1, 2, 3});
    assertThat(failure(settings(true, damaged, null, null)))
        .contains("certificate in it is damaged");
    for (String label : List.of("PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY")) {
      Path bad = pem("bad.pem", label, new byte[] {0x30, 1, 2});
      assertThat(failure(withKey(bad))).as(label).contains("private key is damaged");
    }
  }
}
