package lib.tools.diagnostics;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lib.base.cli.Output;
import lib.base.cli.Style;
import lib.base.text.Texts;

/** What is wrong, the worst last, and the verdict below it: the end of the screen. */
record ProblemView(Report report, boolean detailed, Words words, Output out) {

  /** So many alike are enough to see what it is about. */
  static final int ALIKE = 3;

  private static final String INDENT = "   ";

  /** Each thing that is not in order, on stderr, the failures last. */
  void errors() {
    for (Status status : List.of(Status.WARNING, Status.FAILURE)) {
      report.findings().stream()
          .filter(finding -> finding.status() == status)
          .map(finding -> out.errorStyled(DiagnosticsView.style(status), line(finding)))
          .forEach(out::question);
    }
  }

  void show() {
    out.line();
    out.line(Style.ACCENT, words.get("conclusion"));
    for (Status status : List.of(Status.WARNING, Status.FAILURE)) {
      AlikeResults.of(report, status, words).forEach(problem -> show(problem.findings()));
    }
    String sums =
        words.get(
            "sums",
            Texts.number(report.count(Status.OK)),
            Texts.number(report.count(Status.WARNING)),
            Texts.number(report.count(Status.FAILURE)),
            Texts.number(report.count(Status.SKIPPED)));
    Status verdict = report.verdict();
    out.line(INDENT + sums);
    out.line(DiagnosticsView.style(verdict), INDENT + words.get(report.verdictKey()));
  }

  /** What several in a row would say alike is said once, below the last of them. */
  private void show(List<CheckResult> findings) {
    int shown = detailed ? findings.size() : Math.min(findings.size(), ALIKE);
    for (int i = 0; i < shown; i++) {
      CheckResult finding = findings.get(i);
      out.line(DiagnosticsView.style(finding.status()), INDENT + line(finding));
      words.details(finding).stream()
          .limit(detailed ? Long.MAX_VALUE : ALIKE)
          .forEach(detail -> out.line(INDENT + INDENT + detail));
      List<String> next = i < shown - 1 ? remarks(findings.get(i + 1)) : List.of();
      remarks(finding).stream()
          .filter(remark -> !next.contains(remark))
          .forEach(remark -> out.line(INDENT + INDENT + remark));
    }
    if (shown < findings.size()) {
      out.line(INDENT + INDENT + words.get("more", Texts.number(findings.size() - shown)));
    }
  }

  private List<String> remarks(CheckResult finding) {
    Optional<String> expected = words.expected(finding).map(text -> words.get("expected", text));
    Optional<String> advice = words.advice(finding).map(text -> words.get("advice", text));
    return Stream.concat(expected.stream(), advice.stream()).toList();
  }

  private String line(CheckResult finding) {
    String mark = words.get("mark." + finding.status().code());
    return mark + " " + words.fullName(finding.check()) + ": " + words.foundThere(finding);
  }
}
