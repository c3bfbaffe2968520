package lib.tools.worker.web;

import com.sun.net.httpserver.HttpExchange;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lib.base.config.Settings;
import lib.base.files.PackedFile;
import lib.base.json.Json;
import lib.base.text.Html;
import lib.base.text.Language;
import lib.base.text.Texts;
import lib.systems.rabbitmq.Topology;
import lib.tools.worker.status.Outcome;

/**
 * {@code GET /}: a page that draws what {@code /status} and {@code /recent} say. It holds no values
 * itself and needs nothing from elsewhere: its script asks by relative paths, so it also works
 * behind a proxy's path. Nothing but what has this answer's nonce runs in it.
 */
final class WorkerPage implements Resource {

  private record SystemEntry(String name, String queue) {}

  private record OutcomeEntry(String code, boolean settled, boolean toErrorQueue) {}

  private record Setup(
      String lang,
      boolean several,
      List<SystemEntry> systems,
      String responses,
      String errors,
      List<OutcomeEntry> outcomes,
      Map<String, String> texts) {}

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)\\}\\}");
  private static final String PREFIX = "workerpage.";

  private final Settings settings;
  private final List<OutcomeEntry> outcomes;
  private final SecureRandom random = new SecureRandom();

  WorkerPage(Settings settings, Collection<? extends Outcome> outcomes) {
    this.settings = settings;
    this.outcomes =
        outcomes.stream()
            .map(o -> new OutcomeEntry(o.code(), o.isSettled(), o.goesToErrorQueue()))
            .toList();
  }

  @Override
  public Reply reply(HttpExchange request) {
    String query = request.getRequestURI().getRawQuery();
    String accepted = request.getRequestHeaders().getFirst("Accept-Language");
    Language language = PageLanguage.of(query, accepted, settings.language());
    byte[] bytes = new byte[18];
    random.nextBytes(bytes);
    String nonce = Base64.getUrlEncoder().encodeToString(bytes);
    String allowed =
        "default-src 'none'; script-src 'nonce-%1$s'; style-src 'nonce-%1$s'; connect-src 'self';"
            + " img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
    return Reply.html(
        page(language, nonce),
        Map.of(
            "Content-Security-Policy", allowed.formatted(nonce),
            "Vary", "Accept-Language",
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer"));
  }

  private String page(Language language, String nonce) {
    Map<String, String> texts = texts(language);
    Language other = language == Language.RU ? Language.EN : Language.RU;
    Map<String, String> parts = new HashMap<>();
    texts.forEach((key, text) -> parts.put(key, new Html().text(text).toString()));
    parts.put("lang", language.code());
    parts.put("other_lang", other.code());
    parts.put("nonce", nonce);
    parts.put("css", PackedFile.text("worker_page.css"));
    parts.put("script", PackedFile.text("worker_page.js"));
    parts.put("setup", Json.write(setup(language, texts)).replace("<", "\\u003c"));
    return PLACEHOLDER
        .matcher(PackedFile.text("worker_page.html"))
        .replaceAll(found -> Matcher.quoteReplacement(parts.get(found.group(1))));
  }

  private Setup setup(Language language, Map<String, String> texts) {
    return new Setup(
        language.code(),
        settings.statusUrls().size() > 1,
        settings.routing().systems().stream()
            .map(route -> new SystemEntry(route.system(), route.queue()))
            .toList(),
        settings.rabbit().responsesQueue(),
        Topology.ERRORS_QUEUE,
        outcomes,
        texts);
  }

  /** Those of the page under their keys without the prefix. */
  private static Map<String, String> texts(Language language) {
    Texts texts = Texts.load(language, "workerpage");
    return texts.unformatted().keySet().stream()
        .collect(Collectors.toMap(key -> key.substring(PREFIX.length()), texts::get));
  }
}
