package lib.tools.worker.routing;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import lib.systems.bpmn.ProcessModel;
import lib.systems.bpmn.UnreadableModel;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.Engine;
import lib.systems.page.StatusPage.BpmnCache;
import lib.tools.worker.servers.WorkerParts;
import org.xml.sax.SAXException;

/**
 * The process models in use, each loaded once and kept for a while. A model that loads slowly
 * delays only its own tasks. If the engine cannot be asked nothing is kept; a refusal or a broken
 * document is kept for seconds, so that it is not asked for again with every task.
 */
final class ProcessModels {

  private static final Duration REFUSAL_KEPT = Duration.ofSeconds(10);

  /** A model, or why there is none. */
  private record Loaded(Optional<ProcessModel> model, Optional<RuntimeException> refusal) {

    private static Loaded of(ProcessModel model) {
      return new Loaded(Optional.of(model), Optional.empty());
    }

    private static Loaded refused(RuntimeException refusal) {
      return new Loaded(Optional.empty(), Optional.of(refusal));
    }

    private ProcessModel orRefusal() {
      return model.orElseThrow(refusal::orElseThrow);
    }
  }

  private final Engine engine;
  private final int maxSize;
  private final AsyncLoadingCache<String, Loaded> cache;

  /**
   * @param loaders threads for the requests
   */
  ProcessModels(WorkerParts parts, ExecutorService loaders) {
    this.engine = parts.engine();
    this.maxSize = parts.settings().worker().bpmnCacheMaxSize();
    Duration ttl = parts.settings().worker().bpmnCacheTtl();
    this.cache =
        Caffeine.newBuilder()
            .maximumSize(maxSize)
            .expireAfter(
                Expiry.creating(
                    (String id, Loaded loaded) -> loaded.refusal().isEmpty() ? ttl : REFUSAL_KEPT))
            .executor(loaders)
            .recordStats()
            .buildAsync(this::load);
  }

  /**
   * The model of a definition, at once if it is known. The future fails with {@link
   * CamundaException} or {@link UnreadableModel} (wrapped, as futures do).
   */
  CompletableFuture<ProcessModel> of(String definitionId) {
    return cache.get(definitionId).thenApply(Loaded::orRefusal);
  }

  /** How the cache stands. */
  BpmnCache state() {
    CacheStats stats = cache.synchronous().stats();
    return new BpmnCache(
        cache.synchronous().estimatedSize(),
        maxSize,
        stats.hitCount(),
        stats.missCount(),
        Optional.of(stats)
            .filter(all -> all.requestCount() > 0)
            .map(all -> Math.round(all.hitRate() * 1000) / 1000.0),
        stats.evictionCount());
  }

  /** From the document's bytes where the engine's text of it does not read as it was meant. */
  private ProcessModel read(String definitionId) throws SAXException {
    String text = engine.definitionXml(definitionId);
    try {
      if (ProcessModel.isDecodedRightly(text)) {
        return ProcessModel.parse(text);
      }
    } catch (SAXException e) {
      // In an encoding that is not readable as UTF-8 at all, or broken.
    }
    return ProcessModel.parse(
        engine
            .definitionDocument(definitionId)
            .orElseGet(() -> text.getBytes(StandardCharsets.UTF_8)));
  }

  private Loaded load(String definitionId) {
    try {
      return Loaded.of(read(definitionId));
    } catch (SAXException e) {
      return Loaded.refused(new UnreadableModel(e));
    } catch (CamundaException e) {
      return switch (e.kind()) {
        case FORBIDDEN, NOT_FOUND, ENGINE_ERROR, REJECTED, DATABASE_ERROR -> Loaded.refused(e);
        default -> throw e;
      };
    }
  }
}
