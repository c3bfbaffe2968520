package lib.tools.processes.instance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lib.base.cli.Style;
import lib.base.cli.ToolContext;
import lib.base.files.FileReplacement;
import lib.base.files.UnwrittenFile;
import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.systems.camunda.InstanceDetails;
import lib.systems.camunda.RestClient;
import lib.systems.camunda.TenantFilter;

/** Finds one instance, reads what there is about it, and tells it. Changes nothing. */
public final class InstanceLook {

  private final ToolContext context;
  private final RestClient rest;
  private final InstanceDetails details;
  private final InstanceSearch search;
  private final Clock clock;
  private final boolean full;
  private final Optional<Path> page;

  /** The document of a run: nothing or several instances found, or one with its report. */
  record Document(
      String status,
      Optional<String> reason,
      List<Instance> instances,
      Optional<InstanceReport> report) {}

  /**
   * @param full whether values are shown to their end
   * @param page where a page with the picture is written
   */
  public InstanceLook(ToolContext context, Clock clock, boolean full, Optional<Path> page) {
    this.context = context;
    this.page = page;
    this.rest = new RestClient(context.settings().camunda());
    this.details = new InstanceDetails(rest);
    this.search = new InstanceSearch(details, tenants());
    this.clock = clock;
    this.full = full;
  }

  private TenantFilter tenants() {
    return new TenantFilter(context.settings().camunda().tenantIds());
  }

  /**
   * Looks.
   *
   * @param idOrKey the instance's id or business key
   */
  public ExitCode look(String idOrKey) throws InterruptedException {
    List<Instance> found = search.find(idOrKey);
    Instant now = clock.instant();
    var view = new InstanceView(context.out(), context.texts(), now, full);
    if (found.size() != 1) {
      return undecided(idOrKey, found, view);
    }
    var reader = new InstanceReader(details, search, tenants(), now);
    InstanceReport engine = reader.read(found.get(0));
    InstanceReport whole = new MessageLook(context, rest, clock).at(engine);
    InstanceReport report = whole.with(new NextSteps(whole, rest.settings()).commands());
    if (context.json()) {
      context.out().json(new Document("found", Optional.empty(), found, Optional.of(report)));
    } else {
      view.show(report);
    }
    page.ifPresent(file -> write(file, report, view));
    return report.messagesProblem().isPresent() ? ExitCode.WARNING : ExitCode.OK;
  }

  private void write(Path file, InstanceReport report, InstanceView view) {
    String id = report.instance().processDefinitionId();
    String xml = details.model(id);
    String html = new InstancePage(context.texts(), view).of(report, xml);
    try (var replacement = new FileReplacement(file)) {
      replacement.stream().write(html.getBytes(StandardCharsets.UTF_8));
      replacement.commit();
    } catch (IOException e) {
      throw new UnwrittenFile("instance.export_failed", file, e);
    }
    context.out().line();
    context.out().line(Style.OK, context.texts().get("instance.exported", file));
  }

  private ExitCode undecided(String idOrKey, List<Instance> found, InstanceView view) {
    Message why = found.isEmpty() ? missing(idOrKey) : Message.of("instance.several", idOrKey);
    String words = context.texts().get(why);
    if (context.json()) {
      String status = found.isEmpty() ? "none" : "several";
      context.out().json(new Document(status, Optional.of(words), found, Optional.empty()));
    } else {
      context.out().question(context.out().errorStyled(Style.WARNING, "⚠️ " + words));
      found.forEach(instance -> context.out().line(view.brief(instance)));
    }
    return ExitCode.WARNING;
  }

  private Message missing(String idOrKey) {
    if (search.mayHide()) {
      return Message.of("instance.none.hidden", idOrKey);
    }
    return Message.of(details.hasHistory() ? "instance.none" : "instance.none.no_history", idOrKey);
  }
}
