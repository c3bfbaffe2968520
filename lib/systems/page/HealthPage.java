package lib.systems.page;

import java.util.List;
import lib.systems.page.StatusPage.Problem;

/**
 * The JSON of {@code GET /health}.
 *
 * @param state {@code starting}, {@code running} or {@code stopping}
 */
public record HealthPage(boolean healthy, String state, List<Problem> problems) {}
