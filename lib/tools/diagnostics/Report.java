package lib.tools.diagnostics;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import lib.base.config.Settings;
import lib.base.text.ExitCode;

/**
 * Everything that a run found out; text, JSON and HTML are made of it.
 *
 * @param took how long finding it out took
 * @param quick whether only connections and settings were looked at
 * @param findings in the order of their checks
 * @param traces where the tasks of each topic land; empty if that was not asked for
 */
public record Report(
    Instant started,
    Duration took,
    boolean quick,
    Settings settings,
    List<CheckResult> findings,
    List<TopicTrace> traces) {

  public Report {
    findings =
        findings.stream()
            .sorted(Comparator.comparing(CheckResult::check).thenComparing(CamundaEndpoints::place))
            .toList();
    traces = List.copyOf(traces);
  }

  /** How many findings have a status. */
  public long count(Status status) {
    return findings.stream().filter(finding -> finding.status() == status).count();
  }

  /** The worst status of all. */
  public Status verdict() {
    if (count(Status.FAILURE) > 0) {
      return Status.FAILURE;
    }
    return count(Status.WARNING) > 0 ? Status.WARNING : Status.OK;
  }

  /** The verdict's name in the texts: of a part of the system nothing is said about the whole. */
  String verdictKey() {
    boolean whole = sections().containsAll(List.of(Section.CAMUNDA, Section.RABBITMQ));
    String looked = whole ? quick ? "quick." : "" : "part.";
    return "verdict." + looked + verdict().code();
  }

  /** How the tool ends. */
  public ExitCode exitCode() {
    return verdict().exitCode();
  }

  /** The findings of a section. */
  Stream<CheckResult> of(Section section) {
    return findings.stream().filter(finding -> finding.check().section() == section);
  }

  /** The findings of a check. */
  List<CheckResult> of(Check check) {
    return findings.stream().filter(finding -> finding.check() == check).toList();
  }

  /** The sections that were looked at. */
  List<Section> sections() {
    return Stream.of(Section.values())
        .filter(section -> of(section).findAny().isPresent())
        .toList();
  }
}
