package lib.systems.page;

/**
 * One of the workers in the JSON of {@code GET /workers}.
 *
 * @param url as {@code worker.status_urls} has it
 * @param status null if it did not answer
 * @param error why it did not; null if it did
 */
public record WorkerAnswer(String url, StatusPage status, String error) {}
