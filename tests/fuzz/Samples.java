package tests.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lib.base.text.Language;
import lib.base.text.Texts;
import lib.base.text.UserException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** What the properties are tried on, and what they have in common. */
final class Samples {

  private static final List<Texts> LANGUAGES =
      Stream.of(Language.values()).map(language -> Texts.load(language, "cli")).toList();

  /** JSON values that nobody expects. */
  static final List<String> STRANGE =
      List.of(
          "null",
          "-1",
          "1e400",
          "99999999999999999999",
          "1.5",
          "true",
          "[]",
          "{}",
          "[[1]]",
          "\"\"",
          "\"\\u0000\"",
          "\"+292278994-08-17T07:12:55.807+0000\"",
          "\"2026-13-45\"");

  private static final Pattern MEMBER = Pattern.compile("\": ?(\"[^\"]*\"|\\w+|\\{[^}]*})");

  private Samples() {}

  /**
   * A JSON document with another value for one of its members.
   *
   * @param place any number says which member
   */
  static String withValue(String document, int place, String value) {
    List<MatchResult> members = MEMBER.matcher(document).results().toList();
    MatchResult member = members.get(Math.floorMod(place, members.size()));
    return document.substring(0, member.start(1)) + value + document.substring(member.end(1));
  }

  /**
   * Texts that are mostly made of characters that mean something.
   *
   * @param meaning those characters; a text may have any others too
   */
  static Arbitrary<String> text(String meaning) {
    Arbitrary<Character> characters =
        Arbitraries.frequencyOf(
            Tuple.of(9, Arbitraries.of(characters(meaning))),
            Tuple.of(1, Arbitraries.chars().all()));
    return characters.list().ofMaxSize(60).map(Samples::join);
  }

  private static List<Character> characters(String text) {
    return text.chars().mapToObj(character -> (char) character).toList();
  }

  private static String join(List<Character> characters) {
    var text = new StringBuilder();
    characters.forEach(text::append);
    return text.toString();
  }

  /** Texts of whole characters, which survive UTF-8. */
  static Arbitrary<String> wellFormed() {
    return Arbitraries.strings()
        .ofMaxLength(30)
        .map(text -> new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
  }

  /** A document in which something was cut out, put in twice, or overwritten. */
  static Arbitrary<byte[]> damaged(String document) {
    byte[] whole = document.getBytes(StandardCharsets.UTF_8);
    Arbitrary<Integer> places = Arbitraries.integers().between(0, whole.length);
    Arbitrary<byte[]> pieces =
        Arbitraries.oneOf(
            Arbitraries.bytes().array(byte[].class).ofMaxSize(6),
            Arbitraries.of("\"", "<", ">", "&", "]]>", "{", "}", "[", "]", ",", ":", "null", "-1")
                .map(text -> text.getBytes(StandardCharsets.UTF_8)),
            Combinators.combine(places, places).as((one, other) -> part(whole, one, other)));
    Arbitrary<byte[]> once =
        Combinators.combine(places, places, pieces)
            .as((one, other, piece) -> replaced(whole, one, other, piece));
    return Arbitraries.oneOf(once, Arbitraries.bytes().array(byte[].class).ofMaxSize(200));
  }

  private static byte[] part(byte[] whole, int one, int other) {
    return Arrays.copyOfRange(whole, Math.min(one, other), Math.max(one, other));
  }

  private static byte[] replaced(byte[] whole, int one, int other, byte[] piece) {
    List<byte[]> parts = new ArrayList<>();
    parts.add(part(whole, 0, Math.min(one, other)));
    parts.add(piece);
    parts.add(part(whole, Math.max(one, other), whole.length));
    var bytes = new ByteArrayOutputStream();
    parts.forEach(bytes::writeBytes);
    return bytes.toByteArray();
  }

  /** The sentence for people is there in every language, and names no class. */
  static void isTold(UserException failure) {
    for (Texts texts : LANGUAGES) {
      assertThat(texts.get(failure.userMessage()))
          .isNotBlank()
          .doesNotContainPattern("(?:java|lib|com)\\.[a-z]+\\.[A-Za-z.]*(?:Exception|Error)");
    }
  }
}
