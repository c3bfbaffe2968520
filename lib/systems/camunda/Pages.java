package lib.systems.camunda;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import lib.base.text.Reason;

/**
 * Reads a list of the engine page by page, so that memory does not grow with the list. Changes
 * nothing.
 *
 * <p>Rows that appear or vanish meanwhile shift the ones behind them: a row may come twice or not
 * at all. A stable sort keeps everything else from moving.
 */
public final class Pages {

  /** Rows a page: some 0.5 MB of external tasks. */
  public static final int SIZE = 1000;

  private final RestClient rest;
  private final String path;
  private final int size;

  /**
   * @param path below the REST root, with its query, the sort included
   */
  private Pages(RestClient rest, String path, int size) {
    this.rest = rest;
    this.path = path + "&";
    this.size = size;
  }

  /**
   * The rows of a list, sorted by a field, each page requested when it is needed.
   *
   * @param query already encoded, without the sort; may be empty
   * @throws CamundaException while reading the stream, if a page is not answered as expected
   */
  public static Stream<JsonNode> of(RestClient rest, String path, String query, String sortBy) {
    return of(rest, path, query, sortBy, "asc", SIZE);
  }

  /**
   * The same with other pages, for a caller who wants only the first rows. By a field that is not
   * unique only those of one page are in order.
   *
   * @param sortOrder asc or desc
   * @param size rows a page
   */
  public static Stream<JsonNode> of(
      RestClient rest, String path, String query, String sortBy, String sortOrder, int size) {
    String sorted = path + "?sortBy=" + sortBy + "&sortOrder=" + sortOrder;
    Pages pages = new Pages(rest, query.isEmpty() ? sorted : sorted + "&" + query, size);
    return Stream.iterate(pages.read(0), page -> page != null, pages::next)
        .flatMap(page -> StreamSupport.stream(page.rows().spliterator(), false));
  }

  /**
   * How many rows a list has, which every list of the engine can tell by its {@code /count} twin.
   *
   * @param query already encoded; may be empty
   * @throws CamundaException if it is not answered as expected
   */
  public static long count(RestClient rest, String path, String query) {
    String request = path + "/count" + (query.isEmpty() ? "" : "?" + query);
    JsonNode answer = rest.get(request);
    if (!answer.path("count").isIntegralNumber()) {
      throw rest.unexpected("GET", request, answer, Reason.of("camunda.why.no_count"));
    }
    return answer.path("count").asLong();
  }

  /**
   * A list that the engine gives only as a whole.
   *
   * @throws CamundaException if it is not answered as expected
   */
  public static JsonNode whole(RestClient rest, String path) {
    JsonNode rows = rest.get(path);
    if (!rows.isArray()) {
      throw rest.unexpected("GET", path, rows, Reason.of("camunda.why.no_list"));
    }
    return rows;
  }

  private record Page(JsonNode rows, int first) {}

  private Page read(int first) {
    String request = path + "firstResult=" + first + "&maxResults=" + size;
    return new Page(rest.list(request), first);
  }

  /** Null behind the last page. Something that does not page at all must not be read for ever. */
  private Page next(Page page) {
    if (page.rows().size() != size) {
      return null;
    }
    Page next = read(page.first() + size);
    return next.rows().path(0).equals(page.rows().path(0)) ? null : next;
  }
}
