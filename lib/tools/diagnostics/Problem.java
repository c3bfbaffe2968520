package lib.tools.diagnostics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Findings with the same cause and the same thing to do about it: often all topics of a system.
 *
 * @param findings at least one
 */
record Problem(List<Finding> findings) {

  /** The problems of a report with a status, in the order of their checks. */
  static List<Problem> of(Report report, Status status, Words words) {
    Map<String, List<Finding>> alike = new LinkedHashMap<>();
    for (Finding finding : report.findings()) {
      if (finding.status() == status) {
        String advice = words.advice(finding).orElse("");
        String likeness = finding.check().id() + " " + finding.kind() + " " + advice;
        alike.computeIfAbsent(likeness, key -> new ArrayList<>()).add(finding);
      }
    }
    return alike.values().stream().map(Problem::new).toList();
  }

  /** One of them, for what they have in common. */
  Finding first() {
    return findings.get(0);
  }
}
