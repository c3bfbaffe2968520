package tests.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import tests.support.TcpProxy;

/** What can happen, and how it ends. */
enum Fault {
  WORKER_KILLED(Target.WORKERS, one(WorkerPlace::kill, WorkerPlace::start)),
  ALL_WORKERS_KILLED(Target.WORKERS, all(WorkerPlace::kill, WorkerPlace::start)),
  WORKER_FROZEN(Target.WORKERS, one(WorkerPlace::freeze, WorkerPlace::goOn)),
  ALL_WORKERS_FROZEN(Target.WORKERS, all(WorkerPlace::freeze, WorkerPlace::goOn)),
  WORKER_STOPPED(
      Target.WORKERS,
      (world, random) -> {
        WorkerPlace worker = any(world, random);
        world.stops().add(worker.stop());
        return worker::start;
      }),

  ENGINE_KILLED(
      Target.ENGINE,
      (world, random) -> {
        world.engine().kill();
        return () -> done(world.engine()::restart);
      }),
  ENGINE_STOPPED(
      Target.ENGINE,
      (world, random) -> {
        world.engine().stop();
        return () -> done(world.engine()::restart);
      }),
  ENGINE_FROZEN(Target.ENGINE, frozen(world -> world.engine().pid())),

  BROKER_KILLED(
      Target.BROKER,
      (world, random) -> {
        world.rabbit().kill();
        return () -> done(world.rabbit()::restart);
      }),
  BROKER_STOPPED(
      Target.BROKER,
      (world, random) -> {
        world.rabbit().stop();
        return () -> done(world.rabbit()::restart);
      }),
  BROKER_FROZEN(Target.BROKER, frozen(world -> world.rabbit().pid())),
  BROKER_OUT_OF_MEMORY(
      Target.BROKER,
      (world, random) -> {
        done(world.rabbit()::raiseMemoryAlarm);
        return () -> done(world.rabbit()::clearMemoryAlarm);
      }),
  BROKER_CLOSES_CONNECTIONS(
      Target.BROKER,
      (world, random) -> {
        done(() -> world.rabbit().control("close_all_connections", "an operator"));
        return () -> {};
      }),

  ENGINE_CONNECTIONS_CUT(Target.ENGINE_NETWORK, network(WorkerPlace::toEngine, TcpProxy::cut)),
  ENGINE_OUT_OF_REACH(Target.ENGINE_NETWORK, network(WorkerPlace::toEngine, TcpProxy::down)),
  ENGINE_NETWORK_FROZEN(Target.ENGINE_NETWORK, network(WorkerPlace::toEngine, TcpProxy::freeze)),
  ENGINE_ANSWERS_LOST(Target.ENGINE_NETWORK, network(WorkerPlace::toEngine, TcpProxy::swallow)),
  ENGINE_NETWORK_SLOW(
      Target.ENGINE_NETWORK, network(WorkerPlace::toEngine, network -> network.throttle(20_000))),
  ENGINE_CUT_IN_A_MESSAGE(
      Target.ENGINE_NETWORK, network(WorkerPlace::toEngine, network -> network.cutAfter(5_000))),

  BROKER_CONNECTIONS_CUT(Target.BROKER_NETWORK, network(WorkerPlace::toBroker, TcpProxy::cut)),
  BROKER_OUT_OF_REACH(Target.BROKER_NETWORK, network(WorkerPlace::toBroker, TcpProxy::down)),
  BROKER_NETWORK_FROZEN(Target.BROKER_NETWORK, network(WorkerPlace::toBroker, TcpProxy::freeze)),
  BROKER_ANSWERS_LOST(Target.BROKER_NETWORK, network(WorkerPlace::toBroker, TcpProxy::swallow)),
  BROKER_NETWORK_SLOW(
      Target.BROKER_NETWORK, network(WorkerPlace::toBroker, network -> network.throttle(20_000))),
  BROKER_CUT_IN_A_MESSAGE(
      Target.BROKER_NETWORK, network(WorkerPlace::toBroker, network -> network.cutAfter(5_000))),

  SYSTEM_QUEUE_DELETED(
      Target.TOPOLOGY,
      (world, random) -> {
        world.withoutTasks(() -> delete(world, FaultWorld.FIRST_QUEUE));
        return () -> {};
      }),
  /** What is in somebody's hands would be lost as well. */
  RESPONSES_QUEUE_DELETED(
      Target.TOPOLOGY,
      (world, random) -> {
        world.withoutAnswers(() -> delete(world, FaultWorld.RESPONSES_QUEUE));
        return () -> {};
      }),
  ERROR_QUEUE_DELETED(Target.TOPOLOGY, deleted("errors.camunda_tasks.queue")),
  DEFAULT_QUEUE_DELETED(Target.TOPOLOGY, deleted("default.queue")),
  EXCHANGE_DELETED(
      Target.TOPOLOGY,
      (world, random) -> {
        world.didAtBroker(channel -> channel.exchangeDelete("camunda.external.tasks"));
        return () -> {};
      }),
  BINDING_DELETED(
      Target.TOPOLOGY,
      (world, random) -> {
        world.didAtBroker(
            channel ->
                channel.queueUnbind(
                    FaultWorld.FIRST_QUEUE, "camunda.external.tasks", "bitrix24.#", Map.of()));
        return () -> {};
      });

  /** Of two faults with one target the second would undo the first. */
  enum Target {
    /** First, because the broker must do it. */
    TOPOLOGY,
    WORKERS,
    ENGINE_NETWORK,
    BROKER_NETWORK,
    ENGINE,
    BROKER
  }

  /** What can fail because of the machine. */
  private interface Work {
    void run() throws IOException;
  }

  /** Messages in it would be lost, which no worker can prevent: so only while it is empty. */
  private static final int ATTEMPTS_TO_DELETE = 20;

  private final Target target;
  private final BiFunction<FaultWorld, Random, Runnable> strike;

  Fault(Target target, BiFunction<FaultWorld, Random, Runnable> strike) {
    this.target = target;
    this.strike = strike;
  }

  Target target() {
    return target;
  }

  /**
   * Lets it happen.
   *
   * @return what ends it
   */
  Runnable strike(FaultWorld world, Random random) {
    return strike.apply(world, random);
  }

  private static WorkerPlace any(FaultWorld world, Random random) {
    List<WorkerPlace> workers = world.workers();
    return workers.get(random.nextInt(workers.size()));
  }

  private static BiFunction<FaultWorld, Random, Runnable> one(
      Consumer<WorkerPlace> strike, Consumer<WorkerPlace> end) {
    return (world, random) -> {
      WorkerPlace worker = any(world, random);
      strike.accept(worker);
      return () -> end.accept(worker);
    };
  }

  private static BiFunction<FaultWorld, Random, Runnable> all(
      Consumer<WorkerPlace> strike, Consumer<WorkerPlace> end) {
    return (world, random) -> {
      world.workers().forEach(strike);
      return () -> world.workers().forEach(end);
    };
  }

  private static BiFunction<FaultWorld, Random, Runnable> frozen(Function<FaultWorld, Long> pid) {
    return (world, random) -> {
      long frozen = pid.apply(world);
      world.freeze(frozen);
      return () -> world.goOn(frozen);
    };
  }

  private static BiFunction<FaultWorld, Random, Runnable> network(
      Function<WorkerPlace, TcpProxy> network, Consumer<TcpProxy> strike) {
    return (world, random) -> {
      boolean everybody = random.nextBoolean();
      List<TcpProxy> struck =
          (everybody ? world.workers() : List.of(any(world, random)))
              .stream().map(network).toList();
      struck.forEach(strike);
      return () -> struck.forEach(TcpProxy::heal);
    };
  }

  private static BiFunction<FaultWorld, Random, Runnable> deleted(String queue) {
    return (world, random) -> {
      delete(world, queue);
      return () -> {};
    };
  }

  private static void delete(FaultWorld world, String queue) {
    for (int i = 0; i < ATTEMPTS_TO_DELETE; i++) {
      if (world.didAtBroker(channel -> channel.queueDelete(queue, false, true))) {
        return;
      }
    }
  }

  private static void done(Work work) {
    try {
      work.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
