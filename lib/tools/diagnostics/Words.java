package lib.tools.diagnostics;

import java.util.List;
import java.util.Optional;
import lib.base.cli.SecretMask;
import lib.base.text.Printable;
import lib.base.text.Texts;

/** CheckResults in a language, without secrets and without characters that steer a terminal. */
record Words(Texts texts, SecretMask mask) {

  private static final String PREFIX = "diagnostics.";

  /** Words for a report; its secrets never appear in them. */
  static Words of(Report report, Texts texts) {
    return new Words(texts, SecretMask.of(report.settings()));
  }

  /** A text of this tool by its key without the tool's prefix. */
  String get(String key, Object... args) {
    return clean(texts.get(PREFIX + key, args));
  }

  /** What a check is called. */
  String name(Check check) {
    return get("name." + check.id());
  }

  /** The same where its section does not stand above it. */
  String fullName(Check check) {
    String key = "system." + check.section().code();
    return texts.has(PREFIX + key) ? get(key) + ", " + name(check) : name(check);
  }

  /** What was found. */
  String found(CheckResult finding) {
    return part(finding, "").orElseThrow(() -> new IllegalArgumentException("No text " + finding));
  }

  /** The same where the name of what was checked does not stand beside it. */
  String foundThere(CheckResult finding) {
    String found = found(finding);
    String object = clean(finding.object());
    return found.contains(object) ? found : object + ": " + found;
  }

  /** What should have been found; empty if nothing else is to be expected. */
  Optional<String> expected(CheckResult finding) {
    return part(finding, ".expected");
  }

  /** What to do; empty if there is nothing to do. */
  Optional<String> advice(CheckResult finding) {
    return part(finding, ".advice");
  }

  /** The further lines. */
  List<String> details(CheckResult finding) {
    return finding.details().stream().map(texts::get).map(this::clean).toList();
  }

  /** Texts of this very check come before those of its system and those of all. */
  private Optional<String> part(CheckResult finding, String part) {
    String id = finding.check().id();
    String system = id.substring(0, id.indexOf('.'));
    for (String place : List.of(id, system, "any")) {
      String key = PREFIX + place + "." + finding.kind();
      if (texts.has(key)) {
        return texts.has(key + part)
            ? Optional.of(clean(texts.get(key + part, finding.args().toArray())))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** A line of its own, whatever came from a server. */
  String clean(String text) {
    return Printable.line(mask.mask(text));
  }
}
