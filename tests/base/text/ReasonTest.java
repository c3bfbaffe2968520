package tests.base.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import lib.base.http.NetworkReason;
import lib.base.text.Language;
import lib.base.text.Message;
import lib.base.text.Reason;
import lib.base.text.Texts;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tests.support.SourceFile;

/** Why something failed is said in the reader's language, or in the words of who said it. */
@Tag("unit")
class ReasonTest {

  /** A sentence, or half of one, as the words of somebody else. */
  private static final Pattern OWN_WORDS =
      Pattern.compile("Reason\\.said\\(\\s*\"[^\"]*[A-Za-z]{2,} [A-Za-z]{2,}");

  private final Texts russian = Texts.load(Language.RU);

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new ConnectException(), "в соединении отказано"),
        Arguments.of(new ConnectException("Connection refused"), "в соединении отказано"),
        Arguments.of(
            caused(new ConnectException(), new UnresolvedAddressException()),
            "имя сервера не разрешается в адрес"),
        Arguments.of(
            new UnknownHostException("mq: Name or service not known"),
            "имя сервера не разрешается в адрес"),
        Arguments.of(new NoRouteToHostException("No route to host"), "нет маршрута к серверу"),
        Arguments.of(
            new IOException("x", new ConnectException("Network is unreachable")),
            "сеть недоступна"),
        Arguments.of(
            new SocketTimeoutException("Connect timed out"), "соединение не установлено вовремя"),
        Arguments.of(
            new ConnectException("Connection timed out"), "соединение не установлено вовремя"),
        Arguments.of(new SocketException("Connection reset"), "другая сторона оборвала соединение"),
        Arguments.of(new IOException("Broken pipe"), "другая сторона оборвала соединение"),
        Arguments.of(
            new SSLException("Unsupported or unrecognized SSL message"),
            "то, что там отвечает, не понимает TLS"),
        Arguments.of(new SocketTimeoutException("Read timed out"), "ответ не пришёл вовремя"));
  }

  private static Throwable caused(Throwable failure, Throwable cause) {
    failure.initCause(cause);
    return failure;
  }

  @ParameterizedTest
  @MethodSource("failures")
  void whatEverybodyMeetsIsSaidInTheReadersLanguage(Throwable failure, String expected) {
    Reason reason = NetworkReason.of(failure).orElseThrow();
    assertEquals(expected, russian.get(reason.message()));
    assertThat(reason.english()).doesNotContainPattern("\\p{IsCyrillic}");
  }

  @Test
  void whatIsNotKnownIsLeftToItsOwnWords() {
    assertEquals(Optional.empty(), NetworkReason.of(new IOException("disk quota exceeded")));
    Reason said = Reason.said("ENGINE-03004 Ошибка: \"x\"");
    assertEquals("ENGINE-03004 Ошибка: \"x\"", russian.get(said.message()));
    assertEquals("ENGINE-03004 Ошибка: \"x\"", said.english());
  }

  /** One reason in another, as an argument of a text. */
  @Test
  void asPartOfASentenceItIsInTheLanguageOfTheSentence() {
    Reason inner = NetworkReason.of(new ConnectException()).orElseThrow();
    Reason outer = Reason.of("http.proxy", "proxy:3128", inner);
    assertEquals("HTTP proxy proxy:3128: connection refused", outer.english());
    assertEquals(
        "❌ HTTP-прокси proxy:3128: в соединении отказано",
        russian.error(Message.of("text.said", outer)));
  }

  @Test
  void noWordsOfThisProgramAreSaidToBeSomebodyElses() {
    List<String> found =
        SourceFile.all().stream()
            .filter(file -> file.name().startsWith("lib/"))
            .filter(file -> OWN_WORDS.matcher(file.text()).find())
            .map(SourceFile::name)
            .toList();
    assertEquals(List.of(), found, "give the words a key with two texts: Reason.of(\"…\")");
  }
}
