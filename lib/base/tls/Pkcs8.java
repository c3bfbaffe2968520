package lib.base.tls;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * Wraps the older key formats of OpenSSL into PKCS#8 (RFC 5208), the only one that the JDK reads:
 * SEQUENCE { 0, SEQUENCE { algorithm, parameters }, OCTET STRING key }.
 */
final class Pkcs8 {

  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;
  private static final int EC_PARAMETERS = 0xA0;

  private static final byte[] VERSION = HexFormat.of().parseHex("020100");

  /** rsaEncryption 1.2.840.113549.1.1.1 with its NULL parameters. */
  private static final byte[] RSA = HexFormat.of().parseHex("06092a864886f70d0101010500");

  /** ecPublicKey 1.2.840.10045.2.1, which the curve follows. */
  private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

  private Pkcs8() {}

  /** Of an RSAPrivateKey of PKCS#1 (RFC 8017, A.1.2). */
  static byte[] ofRsa(byte[] pkcs1) {
    return wrapped(RSA, pkcs1);
  }

  /**
   * Of an ECPrivateKey of SEC1 (RFC 5915).
   *
   * @throws IllegalArgumentException if the key does not name its curve
   */
  static byte[] ofEc(byte[] sec1) {
    return wrapped(join(EC, curve(sec1)), sec1);
  }

  private static byte[] wrapped(byte[] algorithm, byte[] key) {
    return element(
        SEQUENCE, join(VERSION, element(SEQUENCE, algorithm), element(OCTET_STRING, key)));
  }

  /** What [0] holds after version and private key: the object identifier of the curve. */
  private static byte[] curve(byte[] sec1) {
    int version = content(sec1, 0);
    int privateKey = end(sec1, version);
    int parameters = end(sec1, privateKey);
    if (parameters >= sec1.length || (sec1[parameters] & 0xFF) != EC_PARAMETERS) {
      throw new IllegalArgumentException("EC key without a named curve");
    }
    return Arrays.copyOfRange(sec1, content(sec1, parameters), end(sec1, parameters));
  }

  /** Where the content of the element at an offset starts; a long length has bytes of its own. */
  private static int content(byte[] der, int at) {
    return at + 2 + (der[at + 1] < 0 ? der[at + 1] & 0x7F : 0);
  }

  /** Where the element at an offset ends. */
  private static int end(byte[] der, int at) {
    int start = content(der, at);
    if (der[at + 1] >= 0) {
      return start + der[at + 1];
    }
    int length = 0;
    for (int i = at + 2; i < start; i++) {
      length = length << 8 | der[i] & 0xFF;
    }
    return start + length;
  }

  private static byte[] element(int tag, byte[] content) {
    int length = content.length;
    byte[] header =
        length < 0x80
            ? new byte[] {(byte) tag, (byte) length}
            : length < 0x100
                ? new byte[] {(byte) tag, (byte) 0x81, (byte) length}
                : new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
    return join(header, content);
  }

  private static byte[] join(byte[]... parts) {
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    byte[] joined = new byte[length];
    int offset = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, joined, offset, part.length);
      offset += part.length;
    }
    return joined;
  }
}
