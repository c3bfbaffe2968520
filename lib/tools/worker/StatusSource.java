package lib.tools.worker;

import com.github.benmanes.caffeine.cache.stats.CacheStats;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The parts of a running worker that know how it stands. */
record StatusSource(
    TaskDelivery delivery,
    HandOver handOver,
    AnswerLoop answers,
    BrokerSide brokerSide,
    EngineWatch watch,
    ProcessModels models,
    HealthCheck check) {

  Health health() {
    return check.now();
  }

  /** How long ago the engine answered, empty if it never did. */
  Optional<Duration> sinceEngine() {
    return watch.sinceAnswer();
  }

  /** How long ago the broker answered, empty if it never did. */
  Optional<Duration> sinceBroker() {
    return brokerSide.sinceAnswer();
  }

  /** Broker and virtual host. */
  String broker() {
    return brokerSide.where();
  }

  /** Why the broker takes no messages, empty if it does. */
  Optional<String> brokerAlarm() {
    return brokerSide.blocked();
  }

  /** What has begun and has not ended. */
  Map<String, Integer> inFlight() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    counts.put("tasks", delivery.inHand());
    counts.put("awaiting_hand_over", handOver.pending());
    counts.put("answers", answers.inHand());
    return counts;
  }

  int unconfirmedMessages() {
    return brokerSide.tasks().unconfirmed() + brokerSide.errors().unconfirmed();
  }

  Map<String, Object> modelCache() {
    CacheStats stats = models.statistics();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("models", models.size());
    document.put("max_models", models.maxSize());
    document.put("hits", stats.hitCount());
    document.put("misses", stats.missCount());
    boolean used = stats.requestCount() > 0;
    document.put("hit_ratio", used ? Math.round(stats.hitRate() * 1000) / 1000.0 : null);
    document.put("evictions", stats.evictionCount());
    return document;
  }
}
