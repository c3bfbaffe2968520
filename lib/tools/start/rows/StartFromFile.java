package lib.tools.start.rows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import lib.base.cli.ToolContext;
import lib.base.cli.UsageException;
import lib.base.json.Json;
import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.systems.camunda.ProcessDefinition;
import lib.systems.camunda.RestClient;
import lib.tools.start.StartSending;
import lib.tools.start.UniqueCheck;

/**
 * Starts an instance for each row of a file: read and check all, show, ask, start, tell. A run that
 * was cut off is gone on with by the same call, and starts nothing twice.
 */
public final class StartFromFile implements AutoCloseable {

  private final ToolContext context;
  private final FileOptions options;
  private final Map<String, ObjectNode> common;
  private final boolean unique;
  private final RowsView view;
  private final Snapshot snapshot;
  private final RowCheck.Result content;

  /**
   * Reads the file and checks all of it.
   *
   * @param common variables of all rows
   * @param unique whether rows are left out whose business key is in use
   */
  public StartFromFile(
      ToolContext context, FileOptions options, Map<String, ObjectNode> common, boolean unique) {
    this.context = context;
    this.options = options;
    this.common = common;
    this.unique = unique;
    this.view = new RowsView(context);
    Path file = context.folder().resolve(options.file());
    this.snapshot = Snapshot.of(options.file(), file, context.stdin());
    try {
      this.content = check();
    } catch (RuntimeException e) {
      snapshot.close();
      throw e;
    }
  }

  private RowCheck.Result check() {
    RowCheck.Result result = new RowCheck(common).check(snapshot);
    if (result.wrong() > 0) {
      view.problems(result.problems());
      throw RowsException.of(
          "rows.invalid",
          Message.of("rows.invalid", Message.count("of_row", result.wrong()), snapshot.name()),
          null);
    }
    if (unique && result.withoutKey() > 0) {
      throw new UsageException(
          Message.of("rows.usage.unique", Message.count("of_row", result.withoutKey())));
    }
    return result;
  }

  /**
   * Goes through with it. Changes the engine unless it is a dry run or somebody says no.
   *
   * @param versionGiven whether it was said which version is started
   * @param force whether nobody is asked
   */
  public ExitCode run(
      RestClient rest,
      ProcessDefinition definition,
      boolean versionGiven,
      boolean dryRun,
      boolean force) {
    Path file = context.folder().resolve(options.journal());
    var head = head(rest, definition);
    view.content(snapshot.name(), content);
    if (dryRun) {
      return dryRun(file, head, definition);
    }
    if (definition.suspended()) {
      throw RowsException.critical(
          "rows.suspended", Message.of("rows.suspended", definition.id()), null);
    }
    try (Journal journal = Journal.open(file, head)) {
      checkVersion(journal, definition, versionGiven);
      Optional<UniqueCheck> check =
          unique
              ? Optional.of(new UniqueCheck(context, rest, definition, force))
              : Optional.empty();
      var starts =
          new RowStarts(
              journal,
              new StartSending(rest, context.texts(), definition),
              definition,
              check,
              context.texts());
      var lost = new LostStarts(rest, context.texts(), definition);
      var run = new RowsRun(context, view, options, journal, starts, lost);
      return run.start(snapshot, common, definition, force);
    }
  }

  private void checkVersion(Journal journal, ProcessDefinition definition, boolean versionGiven) {
    JournalHead begun = journal.head();
    if (!versionGiven && !begun.definitionId().equals(definition.id())) {
      throw RowsException.of(
          "rows.other_version",
          Message.of(
              "rows.other_version", options.journal(), begun.version(), definition.version()),
          null);
    }
  }

  private ExitCode dryRun(Path file, JournalHead head, ProcessDefinition definition) {
    if (definition.suspended()) {
      context.out().warning(context.texts().get("rows.suspended", definition.id()));
    }
    RowsResult before = before(file, head);
    view.before(before);
    view.dryRun(before.toDo(options.startUnknown()));
    if (context.json()) {
      new RowsDocument(context, definition, snapshot.name()).dryRun(content, before);
    }
    return ExitCode.OK;
  }

  private RowsResult before(Path file, JournalHead head) {
    if (!Files.exists(file)) {
      return RowsResult.none(content.rows());
    }
    try (Journal journal = Journal.open(file, head)) {
      return RowsResult.before(journal);
    }
  }

  private JournalHead head(RestClient rest, ProcessDefinition definition) {
    MessageDigest digest = Snapshot.sha256();
    digest.update(snapshot.hash().getBytes(StandardCharsets.UTF_8));
    digest.update(Json.write(common).getBytes(StandardCharsets.UTF_8));
    return new JournalHead(
        JournalHead.KIND,
        snapshot.name(),
        HexFormat.of().formatHex(digest.digest()),
        content.rows(),
        rest.settings().baseUrl().toString(),
        definition.key(),
        definition.id(),
        definition.version(),
        definition.tenantId());
  }

  @Override
  public void close() {
    snapshot.close();
  }
}
