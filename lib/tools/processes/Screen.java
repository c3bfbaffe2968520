package lib.tools.processes;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import lib.base.cli.Output;
import lib.base.cli.OutputForm;
import lib.base.cli.Style;
import lib.base.cli.ToolContext;
import lib.base.config.CamundaSettings;
import lib.base.text.ExitCode;
import lib.base.text.Texts;
import lib.systems.camunda.Incidents;
import lib.systems.camunda.TaskConditionText;
import lib.systems.camunda.TaskLists;

/** What the tool tells people. */
public final class Screen {

  private static final String RULER = "=".repeat(80);

  private final Output out;
  private final Texts texts;
  private final EngineView engine;
  private final Plan plan;
  private final boolean table;
  private boolean titled;

  public Screen(ToolContext context, EngineView engine, Plan plan) {
    this.out = context.out();
    this.texts = context.texts();
    this.engine = engine;
    this.plan = plan;
    this.table = context.form() == OutputForm.TABLE;
  }

  /** Who is asked, and for what. */
  public void start() {
    if (!plan.isToStandardOutput() && !table) {
      connection();
    }
    for (Filter filter : engine.filters().given()) {
      String others =
          plan.shownLists().stream()
              .filter(list -> !list.filters().contains(filter))
              .map(this::name)
              .collect(Collectors.joining(", "));
      if (!others.isEmpty()) {
        out.warning(texts.get("processes.not_applied", filter.option(), others));
      }
    }
  }

  private String name(EngineList list) {
    return texts.get("processes.name." + list.code());
  }

  private void connection() {
    CamundaSettings settings = engine.rest().settings();
    out.line(texts.get("processes.connection", settings.baseUrl()));
    String login = settings.auth().isOn() ? "processes.on" : "processes.off";
    out.line(texts.get("processes.auth", texts.get(login)));
    if (!settings.tenantIds().isEmpty()) {
      out.line(texts.get("processes.tenants", String.join(", ", settings.tenantIds())));
    }
    Filters filters = engine.filters();
    if (!filters.isEmpty()) {
      out.line(texts.get("processes.filters", words(filters)));
    }
  }

  private static String words(Filters filters) {
    return filters.values().entrySet().stream()
        .map(e -> e.getKey().option() + " " + String.join(", ", e.getValue()))
        .map(Texts::plain)
        .collect(Collectors.joining("; "));
  }

  /**
   * Shows the sections.
   *
   * @param limit rows of each
   * @return whether there was anything to show
   */
  public boolean sections(int limit) {
    boolean found = false;
    if (plan.hasEngine() && !table) {
      engine();
    }
    for (EngineList list : plan.shownLists()) {
      boolean noHistory = list == EngineList.HISTORY && engine.isHistoryMissing();
      EngineList shown = noHistory ? EngineList.INSTANCES : list;
      found |= table ? table(shown, limit) : section(engine.listing(shown, limit));
    }
    if (plan.hasStatistics()) {
      title(texts.get("processes.title.statistics"));
      new StatisticsLines(texts, engine.statistics()).all(limit).forEach(this::line);
      found |= !engine.statistics().isEmpty();
    }
    return found;
  }

  private void engine() {
    title(texts.get("processes.title.engine"));
    out.line(texts.get("processes.version", engine.version().path("version").asText("-")));
    out.line(texts.get("processes.date", TaskConditionText.TIME.format(Instant.now())));
  }

  private boolean section(Listing listing) {
    EngineList list = listing.list();
    if (list == EngineList.EXTERNAL_TASKS) {
      new TaskLists(engine.rest()).check(listing.rows());
    }
    head(list, listing.total());
    var lines = lines();
    for (int i = 0; i < listing.rows().size(); i++) {
      lines.of(list, i + 1, listing.rows().get(i)).forEach(this::line);
    }
    tail(listing.total() - listing.rows().size());
    return listing.total() > 0;
  }

  private boolean table(EngineList list, int limit) {
    var rows = new RowTable(list, lines());
    long total = engine.urgentRows(list, limit, rows::add);
    head(list, total);
    rows.print(out, texts);
    tail(total - limit);
    return total > 0;
  }

  private RowLines lines() {
    return new RowLines(
        texts,
        engine.keys(),
        new TaskLists(engine.rest()),
        new Incidents(engine.rest()),
        Instant.now());
  }

  private void head(EngineList list, long total) {
    title(texts.get("processes.title." + list.code(), Texts.number(total)));
    if (total == 0) {
      boolean hidden = engine.hidden().add(list);
      out.line(texts.get("processes.none." + (hidden ? "seen" : list.code())));
    }
  }

  private void tail(long more) {
    if (more > 0) {
      out.line();
      out.line(Style.DIM, texts.get("processes.more", Texts.number(more)));
    }
  }

  private void title(String text) {
    if (table) {
      if (titled) {
        out.line();
      }
      titled = true;
      out.line(Style.ACCENT, text);
      return;
    }
    for (String line : List.of("", RULER)) {
      out.line(line);
    }
    out.line(Style.ACCENT, text);
    out.line(RULER);
  }

  private void line(RowLines.Line line) {
    line.style()
        .ifPresentOrElse(style -> out.line(style, line.text()), () -> out.line(line.text()));
  }

  /** What was written where. */
  public void exported(ExportResult result) {
    out.line();
    out.line(Style.OK, texts.get("processes.exported", result.file()));
    result
        .rows()
        .forEach(
            (list, count) ->
                out.line("   " + texts.get("processes.count_of", name(list), Texts.number(count))));
  }

  /** What the numbers must not be taken for. */
  public void remarks() {
    if (plan.history() && engine.isHistoryMissing()) {
      out.warning(texts.get("processes.no_history"));
    }
    String hidden =
        engine.hidden().all().stream().map(this::name).collect(Collectors.joining(", "));
    if (!hidden.isEmpty()) {
      out.warning(texts.get("processes.hidden", hidden));
    }
    for (String parameter : engine.counts().ignored()) {
      out.warning(texts.get("processes.ignored", parameter));
    }
  }

  /** The last line. */
  public void end(ExitCode code, boolean found) {
    if (plan.isToStandardOutput() || table && code == ExitCode.OK) {
      return;
    }
    out.line();
    if (code == ExitCode.OK) {
      out.line(Style.OK, texts.get("processes.done"));
    } else {
      boolean fitsNothing = !found && engine.hidden().all().isEmpty();
      String key = fitsNothing ? "processes.nothing" : "processes.done_partly";
      out.concern(Style.WARNING, texts.get(key));
    }
  }
}
