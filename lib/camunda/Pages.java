package lib.camunda;

//SOURCES CamundaException.java
//SOURCES Failure.java
//SOURCES RestClient.java

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads a list of the engine page by page, so that memory does not grow with the list. Changes
 * nothing.
 *
 * <p>Rows that appear or vanish meanwhile shift the ones behind them: a row may come twice or not
 * at all. A stable sort keeps everything else from moving.
 */
public final class Pages {

  /** Rows a page: some 0.5 MB of external tasks. */
  static final int SIZE = 1000;

  private final RestClient rest;
  private final String path;

  /**
   * @param path below the REST root, with its query, the sort included
   */
  private Pages(RestClient rest, String path) {
    this.rest = rest;
    this.path = path + (path.contains("?") ? "&" : "?");
  }

  /**
   * The rows of a list, sorted by a field, each page requested when it is needed.
   *
   * @param query already encoded, without the sort; may be empty
   * @throws CamundaException while reading the stream, if a page is not answered as expected
   */
  public static Stream<JsonNode> of(RestClient rest, String path, String query, String sortBy) {
    String sorted = path + "?sortBy=" + sortBy + "&sortOrder=asc";
    Pages pages = new Pages(rest, query.isEmpty() ? sorted : sorted + "&" + query);
    return Stream.iterate(pages.read(0), page -> page != null, pages::next)
        .flatMap(page -> StreamSupport.stream(page.rows().spliterator(), false));
  }

  private record Page(JsonNode rows, int first) {}

  private Page read(int first) {
    String request = path + "firstResult=" + first + "&maxResults=" + SIZE;
    JsonNode rows = rest.get(request);
    if (!rows.isArray()) {
      byte[] body = rows.toString().getBytes(StandardCharsets.UTF_8);
      String url = "GET " + rest.settings().baseUrl() + request;
      throw new CamundaException(Failure.ofBody(url, 200, body, "not a list"), null);
    }
    return new Page(rows, first);
  }

  /** Null behind the last page. Something that does not page at all must not be read for ever. */
  private Page next(Page page) {
    if (page.rows().size() != SIZE) {
      return null;
    }
    Page next = read(page.first() + SIZE);
    return next.rows().path(0).equals(page.rows().path(0)) ? null : next;
  }
}
