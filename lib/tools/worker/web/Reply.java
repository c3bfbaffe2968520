package lib.tools.worker.web;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import lib.base.json.Json;

/**
 * What is answered to a request.
 *
 * @param type of the body, for the header {@code Content-Type}
 * @param headers more of them
 */
record Reply(int status, String type, byte[] body, Map<String, String> headers) {

  private static final String JSON = "application/json; charset=utf-8";

  Reply(int status, String type, byte[] body) {
    this(status, type, body, Map.of());
  }

  /** A document for people and programs. */
  static Reply json(int status, Object document) {
    return new Reply(status, JSON, bytes(Json.pretty(document) + "\n"));
  }

  /** A document for programs only. */
  static Reply compact(Object document) {
    return new Reply(200, JSON, bytes(Json.write(document) + "\n"));
  }

  /** A page for a browser. */
  static Reply html(String page, Map<String, String> headers) {
    return new Reply(200, "text/html; charset=utf-8", bytes(page), headers);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
