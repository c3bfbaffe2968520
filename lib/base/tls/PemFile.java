package lib.base.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import lib.base.config.ConfigException;
import lib.base.config.TextFile;
import lib.base.text.Message;

/** A file of PEM blocks (RFC 7468); text between them is skipped. */
record PemFile(Path path, List<Block> blocks) {

  /** One block: its label, e.g. CERTIFICATE, and its text between the two lines. */
  record Block(String label, String body) {
    byte[] der() {
      return Base64.getMimeDecoder().decode(body);
    }
  }

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

  static PemFile read(Path path) {
    String text = new String(TextFile.bytes(path), StandardCharsets.ISO_8859_1);
    List<Block> blocks =
        BLOCK.matcher(text).results().map(m -> new Block(m.group(1), m.group(2))).toList();
    return new PemFile(path, blocks);
  }

  /** All certificates, at least one. */
  List<X509Certificate> certificates() {
    var certificates = new ArrayList<X509Certificate>();
    try {
      var factory = CertificateFactory.getInstance("X.509");
      for (Block block : blocks) {
        if (block.label().endsWith("CERTIFICATE")) {
          var der = new ByteArrayInputStream(block.der());
          certificates.add((X509Certificate) factory.generateCertificate(der));
        }
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw invalid("tls.bad_certificate", e);
    }
    if (certificates.isEmpty()) {
      throw invalid("tls.no_certificate", null);
    }
    return certificates;
  }

  /** The private key: PKCS#8, PKCS#1 (RSA) or SEC1 (EC), not encrypted. */
  PrivateKey privateKey() {
    Block key =
        blocks.stream()
            .filter(block -> block.label().endsWith("PRIVATE KEY"))
            .findFirst()
            .orElseThrow(() -> invalid("tls.no_key", null));
    if (key.label().startsWith("ENCRYPTED") || key.body().contains("ENCRYPTED")) {
      throw invalid("tls.encrypted_key", null);
    }
    try {
      return switch (key.label()) {
        case "RSA PRIVATE KEY" -> key("RSA", Pkcs8.ofRsa(key.der()));
        case "EC PRIVATE KEY" -> key("EC", Pkcs8.ofEc(key.der()));
        default -> anyKey(key.der());
      };
    } catch (GeneralSecurityException
        | IllegalArgumentException
        | ArrayIndexOutOfBoundsException e) {
      throw invalid("tls.bad_key", e);
    }
  }

  /** PKCS#8 names its algorithm, but {@link KeyFactory} wants to be told. */
  private static PrivateKey anyKey(byte[] pkcs8) throws GeneralSecurityException {
    GeneralSecurityException failure = null;
    for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
      try {
        return key(algorithm, pkcs8);
      } catch (GeneralSecurityException e) {
        failure = e;
      }
    }
    throw failure;
  }

  private static PrivateKey key(String algorithm, byte[] pkcs8) throws GeneralSecurityException {
    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  private ConfigException invalid(String reason, Exception cause) {
    return ConfigException.invalidFile(path, Message.of(reason), cause);
  }
}
