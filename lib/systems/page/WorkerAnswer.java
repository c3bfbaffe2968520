package lib.systems.page;

import java.util.Optional;

/**
 * One of the workers in the JSON of {@code GET /workers}.
 *
 * @param url as {@code worker.status_urls} has it
 * @param status empty if it did not answer
 * @param error why it did not
 */
public record WorkerAnswer(String url, Optional<StatusPage> status, Optional<String> error) {

  /** It has answered. */
  public static WorkerAnswer given(String url, StatusPage status) {
    return new WorkerAnswer(url, Optional.of(status), Optional.empty());
  }

  /** It has not. */
  public static WorkerAnswer missing(String url, String error) {
    return new WorkerAnswer(url, Optional.empty(), Optional.of(error));
  }
}
