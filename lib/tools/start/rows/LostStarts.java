package lib.tools.start.rows;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lib.base.text.Message;
import lib.base.text.Texts;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.EngineSurvey;
import lib.systems.camunda.ProcessDefinition;
import lib.systems.camunda.ProcessInstances;
import lib.systems.camunda.RestClient;
import lib.systems.camunda.Rights;
import lib.systems.camunda.TenantFilter;

/**
 * Finds out what has become of starts whose answers are missing. Only what is certain counts: the
 * only instance with the business key, started about then, or none where all would be seen. Changes
 * nothing.
 */
final class LostStarts {

  /** By so much the clocks of this machine and the engine's may differ. */
  private static final Duration CLOCKS = Duration.ofMinutes(10);

  /** What ended longer ago may be gone from the engine's history. */
  private static final Duration HISTORY = Duration.ofHours(20);

  private final RestClient rest;
  private final Texts texts;
  private final ProcessDefinition definition;
  private Optional<Boolean> everythingIsSeen = Optional.empty();

  LostStarts(RestClient rest, Texts texts, ProcessDefinition definition) {
    this.rest = rest;
    this.texts = texts;
    this.definition = definition;
  }

  /** How long a request of then may still be under way; zero or less if it is over. */
  Duration underWay(Entry entry) {
    Duration longest = rest.settings().httpTimeout();
    Duration left = Duration.between(Instant.now(), entry.time().plus(longest));
    return left.compareTo(longest) > 0 ? longest : left;
  }

  /**
   * What is known now: {@link RowState#STARTED}, {@link RowState#MISSING}, or still {@link
   * RowState#UNKNOWN} and why.
   *
   * @throws CamundaException if the engine cannot be asked
   */
  Entry look(Entry entry) {
    if (entry.businessKey().isEmpty()) {
      return unknown(entry, "rows.unknown.no_key");
    }
    TenantFilter tenant = TenantFilter.only(definition.tenantId());
    List<ProcessInstances.Known> known =
        new ProcessInstances(rest).known(definition.key(), entry.businessKey().get(), tenant);
    if (known.isEmpty()) {
      return missing(entry);
    }
    if (known.size() > 1) {
      return unknown(entry, "rows.unknown.several");
    }
    Optional<Instant> started = known.get(0).started();
    if (started.isEmpty()) {
      return unknown(entry, "rows.unknown.no_history");
    }
    return started.get().isBefore(entry.time().minus(CLOCKS))
        ? unknown(entry, "rows.unknown.older")
        : entry.becomes(RowState.STARTED, Optional.of(known.get(0).id()));
  }

  private Entry missing(Entry entry) {
    if (entry.time().isBefore(Instant.now().minus(HISTORY))) {
      return unknown(entry, "rows.unknown.long_ago");
    }
    return isEverythingSeen()
        ? entry.becomes(RowState.MISSING, Optional.empty())
        : unknown(entry, "rows.unknown.unseen");
  }

  private boolean isEverythingSeen() {
    if (everythingIsSeen.isEmpty()) {
      var rights = new Rights(rest);
      String key = definition.key();
      everythingIsSeen =
          Optional.of(
              rights.of(Rights.Things.INSTANCES, key) == Rights.Sight.ALL
                  && rights.of(Rights.Things.HISTORY, key) == Rights.Sight.ALL
                  && new EngineSurvey(rest).keepsHistory());
    }
    return everythingIsSeen.get();
  }

  private Entry unknown(Entry entry, String why) {
    return entry.staysUnknown(texts.get(Message.of(why)));
  }
}
