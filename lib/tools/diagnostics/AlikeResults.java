package lib.tools.diagnostics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * CheckResults with the same cause and the same thing to do about it: often all topics of a system.
 *
 * @param findings at least one
 */
record AlikeResults(List<CheckResult> findings) {

  /** The problems of a report with a status, in the order of their checks. */
  static List<AlikeResults> of(Report report, Status status, Words words) {
    Map<String, List<CheckResult>> alike = new LinkedHashMap<>();
    for (CheckResult finding : report.findings()) {
      if (finding.status() == status) {
        String advice = words.advice(finding).orElse("");
        String likeness = finding.check().id() + " " + finding.kind() + " " + advice;
        alike.computeIfAbsent(likeness, key -> new ArrayList<>()).add(finding);
      }
    }
    return alike.values().stream().map(AlikeResults::new).toList();
  }

  /** One of them, for what they have in common. */
  CheckResult first() {
    return findings.get(0);
  }
}
