package lib.tools.processes;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lib.base.cli.UsageException;
import picocli.CommandLine.Option;

/** The options that filter rows. Each may be repeated. */
public final class FilterOptions {

  @Option(names = "--key", split = ",", paramLabel = "KEY")
  private List<String> keys = new ArrayList<>();

  /** No comma list: a business key is any text. */
  @Option(names = "--business-key", paramLabel = "B")
  private List<String> businessKeys = new ArrayList<>();

  @Option(names = "--topic", split = ",", paramLabel = "TOPIC")
  private List<String> topics = new ArrayList<>();

  @Option(names = "--worker-id", split = ",", paramLabel = "WORKER")
  private List<String> workerIds = new ArrayList<>();

  /**
   * What was given.
   *
   * @throws UsageException if a value is blank: {@code --key "$UNSET"} must not mean every process
   */
  public Filters filters() {
    Map<Filter, Set<String>> values = new EnumMap<>(Filter.class);
    put(values, Filter.KEY, keys);
    put(values, Filter.BUSINESS_KEY, businessKeys);
    put(values, Filter.TOPIC, topics);
    put(values, Filter.WORKER_ID, workerIds);
    return new Filters(values);
  }

  private static void put(Map<Filter, Set<String>> values, Filter filter, List<String> given) {
    Set<String> distinct = new LinkedHashSet<>();
    for (String value : given) {
      if (value.isBlank()) {
        throw UsageException.emptyValue(filter.option());
      }
      distinct.add(filter == Filter.BUSINESS_KEY ? value : value.strip());
    }
    if (!distinct.isEmpty()) {
      values.put(filter, distinct);
    }
  }
}
