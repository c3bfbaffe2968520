package tests.base.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import lib.base.text.UnpackedText;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is seen of a body that its sender has compressed. */
@Tag("unit")
class UnpackedTextTest {

  private static final int MOST = 1000;

  private interface Packing {
    OutputStream over(OutputStream target) throws IOException;
  }

  private static byte[] packed(Packing packing, byte[] content) throws IOException {
    var target = new ByteArrayOutputStream();
    try (OutputStream out = packing.over(target)) {
      out.write(content);
    }
    return target.toByteArray();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\": 1}", "Привет, 🎯", "", "x"})
  void isReadWhateverItSays(String text) throws IOException {
    assertThat(UnpackedText.of(packed(GZIPOutputStream::new, utf8(text)), MOST))
        .contains(new UnpackedText("gzip", text));
    assertThat(UnpackedText.of(packed(DeflaterOutputStream::new, utf8(text)), MOST))
        .contains(new UnpackedText("deflate", text));
  }

  @Test
  void isReadUpToALimitHoweverMuchABodyHolds() throws IOException {
    byte[] bomb = packed(GZIPOutputStream::new, new byte[50_000_000]);
    assertThat(UnpackedText.of(bomb, MOST).orElseThrow().text()).hasSize(MOST);
    byte[] cyrillic = packed(GZIPOutputStream::new, utf8("x" + "ж".repeat(MOST)));
    assertThat(UnpackedText.of(cyrillic, MOST).orElseThrow().text())
        .isEqualTo("x" + "ж".repeat((MOST - 1) / 2));
  }

  static Stream<byte[]> others() throws IOException {
    byte[] whole = packed(GZIPOutputStream::new, utf8("a text that is long enough to be cut"));
    byte[] binary = packed(GZIPOutputStream::new, new byte[] {-1, -2, -3});
    return Stream.of(
        new byte[0],
        new byte[] {0x1f},
        new byte[] {0x1f, (byte) 0x8b},
        new byte[] {0x78, (byte) 0x9c, 1, 2, 3},
        utf8("x\u009c text"),
        utf8("{}"),
        Arrays.copyOf(whole, whole.length / 2),
        binary);
  }

  @ParameterizedTest
  @MethodSource("others")
  void isNotSeenInOtherBodies(byte[] body) {
    assertThat(UnpackedText.of(body, MOST)).isEmpty();
  }
}
