package lib.tools.worker;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import lib.systems.bpmn.ProcessModel;
import lib.systems.bpmn.UnreadableModel;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.Engine;
import org.xml.sax.SAXException;

/**
 * The process models in use, each loaded once and kept for a while. A model that loads slowly
 * delays only its own tasks. If the engine cannot be asked nothing is kept; a refusal or a broken
 * document is kept for seconds, so that it is not asked for again with every task.
 */
final class ProcessModels {

  private static final Duration REFUSAL_KEPT = Duration.ofSeconds(10);

  /** A model, or why there is none. */
  private record Loaded(ProcessModel model, RuntimeException refusal) {}

  private final Engine engine;
  private final int maxSize;
  private final AsyncLoadingCache<String, Loaded> cache;

  /**
   * @param loaders threads for the requests
   */
  ProcessModels(Engine engine, Duration ttl, int maxSize, ExecutorService loaders) {
    this.engine = engine;
    this.maxSize = maxSize;
    this.cache =
        Caffeine.newBuilder()
            .maximumSize(maxSize)
            .expireAfter(
                Expiry.creating(
                    (String id, Loaded loaded) -> loaded.refusal() == null ? ttl : REFUSAL_KEPT))
            .executor(loaders)
            .recordStats()
            .buildAsync(this::load);
  }

  /**
   * The model of a definition, at once if it is known. The future fails with {@link
   * CamundaException} or {@link UnreadableModel} (wrapped, as futures do).
   */
  CompletableFuture<ProcessModel> of(String definitionId) {
    return cache
        .get(definitionId)
        .thenApply(
            loaded -> {
              if (loaded.refusal() != null) {
                throw loaded.refusal();
              }
              return loaded.model();
            });
  }

  /** Hits, misses and load times. */
  CacheStats statistics() {
    return cache.synchronous().stats();
  }

  /** How many models are kept at most. */
  int maxSize() {
    return maxSize;
  }

  /** How many models are kept. */
  long size() {
    return cache.synchronous().estimatedSize();
  }

  private Loaded load(String definitionId) {
    try {
      String xml = engine.definitionXml(definitionId);
      return new Loaded(ProcessModel.parse(xml), null);
    } catch (SAXException e) {
      return new Loaded(null, new UnreadableModel(definitionId, e));
    } catch (CamundaException e) {
      return switch (e.kind()) {
        case FORBIDDEN, NOT_FOUND, ENGINE_ERROR, REJECTED -> new Loaded(null, e);
        default -> throw e;
      };
    }
  }
}
