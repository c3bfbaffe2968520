package tests.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lib.base.cli.NagiosLine;
import lib.base.cli.SecretMask;
import lib.base.config.Secret;
import lib.base.text.DisplayWidth;
import lib.base.text.ExitCode;
import lib.base.text.Html;
import lib.base.text.Printable;
import lib.base.text.UnpackedText;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

/**
 * Where text from outside leaves the program: nothing of it steers a terminal, a page, a monitor.
 */
@Tag("unit")
class ExitsFuzzTest {

  private static final String DANGEROUS =
      "\u001B[31m\u009B\u0007\r\n\t\u202E\u200D\u2028\uFEFF\uD83D\uDE00\u0301\u0000|<>&\"'=;%a1 ";

  @Provide
  Arbitrary<String> texts() {
    return Samples.text(DANGEROUS);
  }

  @Property(tries = 20_000)
  void aLineIsOneLineAndStaysAsItIs(@ForAll("texts") String text) {
    String line = Printable.line(text);
    assertThat(line)
        .doesNotContainPattern("[\\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF]")
        .isEqualTo(Printable.line(line));
    assertThat(UTF_8.newEncoder().canEncode(line)).as("halves of characters").isTrue();
  }

  @Property(tries = 10_000)
  void aTextThatIsCleanedInPiecesIsCleanedAsAWhole(@ForAll("texts") String text) {
    int cut = Printable.lastCut(text);
    assertThat(Printable.text(text.substring(0, cut)) + Printable.text(text.substring(cut)))
        .isEqualTo(Printable.text(text));
  }

  @Property(tries = 20_000)
  void aCellIsNotWiderThanItsColumn(
      @ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 30) int columns) {
    String line = Printable.line(text);
    assertThat(DisplayWidth.of(DisplayWidth.cut(line, columns))).isLessThanOrEqualTo(columns);
    assertThat(DisplayWidth.cut(line, DisplayWidth.of(line))).isEqualTo(line);
  }

  @Property(tries = 10_000)
  void inAPageItIsText(@ForAll("texts") String text) {
    assertThat(new Html().text(text).toString()).doesNotContain("<", ">");
    assertThat(new Html().element("b", "c", text).toString().replaceAll("[^<>]", ""))
        .isEqualTo("<><>");
  }

  @Property(tries = 10_000)
  void aMonitorReadsOneLineWithOneBar(@ForAll("texts") String text) {
    List<String> lines = new NagiosLine(ExitCode.OK, text).data("a", 1).lines();
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0)).doesNotContainPattern("[\\p{Cc}]").endsWith("| a=1");
    assertThat(lines.get(0).chars().filter(character -> character == '|').count()).isEqualTo(1);
  }

  @Property(tries = 10_000)
  void aSecretIsNowhere(@ForAll("secrets") String secret, @ForAll("texts") String around) {
    var mask = new SecretMask(List.of(new Secret(secret)), List.of());
    assertThat(mask.mask(around + " " + secret + " " + around)).doesNotContain(secret);
    assertThat(mask.mask("amqp://user:" + secret + "@host/")).doesNotContain(secret);
  }

  /** Long enough, and no ordinary word. */
  @Provide
  Arbitrary<String> secrets() {
    return Combinators.combine(
            Arbitraries.strings().withCharRange('!', '~').ofMinLength(6).ofMaxLength(20),
            Arbitraries.of("_7x", "#q1", "$A9"))
        .as((one, other) -> one + other);
  }

  @Property(tries = 10_000)
  void aCompressedBodyIsReadOrLeftAsItIs(@ForAll byte[] body) {
    byte[] gzip = body.clone();
    if (gzip.length > 2) {
      gzip[0] = 0x1F;
      gzip[1] = (byte) 0x8B;
      gzip[2] = 8;
    }
    UnpackedText.of(body, 1_000);
    UnpackedText.of(gzip, 1_000)
        .ifPresent(unpacked -> assertThat(unpacked.text().length()).isLessThanOrEqualTo(1_000));
  }
}
