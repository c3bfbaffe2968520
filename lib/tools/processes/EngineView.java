package lib.tools.processes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import lib.base.text.ExitCode;
import lib.systems.camunda.Engine;
import lib.systems.camunda.ProcessDefinitions;
import lib.systems.camunda.RestClient;
import lib.systems.camunda.Rights;
import lib.systems.camunda.TenantFilter;

/**
 * The engine as one run of the tool sees it, through its filters and for its tenants. What was
 * counted once is kept, so that the screen and the file say the same. Changes nothing; throws
 * {@code CamundaException} if the engine does not answer as expected. Used by one thread.
 */
public final class EngineView {

  private final RestClient rest;
  private final Filters filters;
  private final TenantFilter tenants;
  private final Counts counts;
  private final DefinitionKeys keys;
  private final Rows rows;
  private final HiddenLists hidden;
  private Optional<Statistics> statistics = Optional.empty();
  private Optional<Boolean> historyMissing = Optional.empty();

  public EngineView(RestClient rest, Filters filters) {
    this.rest = rest;
    this.filters = filters;
    this.tenants = new TenantFilter(rest.settings().tenantIds());
    this.counts = new Counts(rest, filters, tenants);
    this.keys = new DefinitionKeys(new ProcessDefinitions(rest, tenants));
    this.rows = new Rows(rest, filters, tenants, keys);
    this.hidden = new HiddenLists(new Rights(rest), filters);
  }

  RestClient rest() {
    return rest;
  }

  Filters filters() {
    return filters;
  }

  TenantFilter tenants() {
    return tenants;
  }

  Counts counts() {
    return counts;
  }

  DefinitionKeys keys() {
    return keys;
  }

  HiddenLists hidden() {
    return hidden;
  }

  /** What the engine says of itself. */
  JsonNode version() {
    return new Engine(rest).about();
  }

  /** All rows of a list; see {@link Rows#of}. */
  Stream<JsonNode> rows(EngineList list) {
    return rows.of(list);
  }

  /** The first rows of a list and how many there are. Without a count all have to be read. */
  Listing listing(EngineList list, int limit) {
    OptionalLong counted =
        list.isWholeCountable(filters) ? counts.count(list, "") : OptionalLong.empty();
    List<JsonNode> first = new ArrayList<>();
    if (counted.isPresent()) {
      rows.newest(list, limit).forEach(first::add);
      boolean all = first.size() < limit;
      return new Listing(
          list, first, all ? first.size() : Math.max(first.size(), counted.getAsLong()));
    }
    long[] total = {0};
    rows(list)
        .forEach(
            row -> {
              if (total[0]++ < limit) {
                first.add(row);
              }
            });
    return new Listing(list, first, total[0]);
  }

  /**
   * Reads the rows of a list that need somebody most, one by one.
   *
   * @return how many rows there are
   */
  long urgentRows(EngineList list, int limit, Consumer<JsonNode> reader) {
    OptionalLong counted =
        list.isWholeCountable(filters) ? counts.count(list, "") : OptionalLong.empty();
    int wanted = counted.isPresent() ? limit : Integer.MAX_VALUE;
    long[] seen = {0};
    rows.urgentFirst(list, wanted)
        .forEach(
            row -> {
              if (seen[0]++ < limit) {
                reader.accept(row);
              }
            });
    return seen[0] < limit ? seen[0] : Math.max(seen[0], counted.orElse(0));
  }

  /** The statistics, counted when they are needed first. */
  Statistics statistics() {
    if (statistics.isEmpty()) {
      statistics =
          Optional.of(
              new StatisticsReader(rest, filters, tenants, counts, rows).read(isHistoryMissing()));
      statistics.get().emptyLists().forEach(hidden::add);
    }
    return statistics.get();
  }

  /** Whether instances run of which history knows nothing: it is off, or not for this user. */
  boolean isHistoryMissing() {
    if (historyMissing.isEmpty()) {
      historyMissing = Optional.of(new HistoryCheck(counts).isMissing());
    }
    return historyMissing.get();
  }

  /**
   * How the run ends.
   *
   * @param found whether there was anything
   */
  public ExitCode exitCode(Plan plan, boolean found) {
    boolean complete = !(plan.history() && isHistoryMissing()) && hidden.all().isEmpty();
    return complete && (found || filters.isEmpty()) ? ExitCode.OK : ExitCode.WARNING;
  }
}
