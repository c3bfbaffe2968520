///usr/bin/env "${0%/*}/../jbang" "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Measures unlocking tasks: one by one and in parallel
//RUNTIME_OPTIONS -XX:TieredStopAtLevel=1 -XX:+UseSerialGC
//SOURCES ../sandbox/EngineProcess.java
//SOURCES ../lib/tools/unlock/package-info.java
//USES ../lib/systems/camunda/package-info.java
//USES ../lib/base/config/package-info.java

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import lib.base.config.Settings;
import lib.base.config.SettingsSources;
import lib.systems.camunda.ExternalTasks;
import lib.systems.camunda.FetchRequest;
import lib.systems.camunda.RestClient;
import lib.systems.camunda.Rights;
import lib.systems.camunda.TaskState;
import lib.tools.unlock.FoundTasks;
import lib.tools.unlock.Outcome;
import lib.tools.unlock.ParallelUnlocking;
import lib.tools.unlock.TaskCheck;
import lib.tools.unlock.TaskFinder;
import lib.tools.unlock.TaskSelection;
import lib.tools.unlock.UnlockResults;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sandbox.EngineProcess;

@Command(
    name = "unlock.java",
    sortOptions = false,
    description = {
      "Starts an engine, locks tasks and unlocks them in turns: one after the other by nothing but"
          + " the request to unlock, one after the other with a look at each before, the same with"
          + " a look after it, too, and as the tool does it, which looks at all of them before and"
          + " after.",
      "With --delay each request takes so much longer, as it does over a network."
    })
class UnlockBench implements Callable<Integer> {

  private static final Clock CLOCK = Clock.systemUTC();
  private static final String TOPIC = "bench";
  private static final TaskSelection SELECTION =
      new TaskSelection(Set.of(), Set.of(TOPIC), Set.of(), Set.of(), List.of(), false, false);
  private static final String MODEL =
      """
      <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
          xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="bench">
        <process id="bench" isExecutable="true">
          <startEvent id="start"/>
          <sequenceFlow id="in" sourceRef="start" targetRef="task"/>
          <serviceTask id="task" camunda:type="external" camunda:topic="bench">
            <multiInstanceLoopCharacteristics><loopCardinality>${count}</loopCardinality>
            </multiInstanceLoopCharacteristics>
          </serviceTask>
        </process>
      </definitions>
      """;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this help")
  boolean help;

  @Option(names = "--tasks", description = "Tasks in each round, default ${DEFAULT-VALUE}")
  int tasks = 2000;

  @Option(names = "--rounds", description = "How often, default ${DEFAULT-VALUE}")
  int rounds = 3;

  @Option(names = "--threads", description = "Threads of the tool, default ${DEFAULT-VALUE}")
  int threads = 8;

  @Option(
      names = "--delay",
      description = "Milliseconds added to each request, default ${DEFAULT-VALUE}")
  int delay;

  @Option(names = "--curl", description = "Also one by one by a shell's means, a process each")
  boolean curl;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Rights rights;

  public static void main(String... args) {
    System.exit(new CommandLine(new UnlockBench()).execute(args));
  }

  /** One way to unlock what was found. */
  private interface Way {
    void unlock(FoundTasks found) throws Exception;
  }

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("ucw-bench-unlock");
    try (EngineProcess engine = EngineProcess.start(folder, "--history", "none")) {
      URI url = delay == 0 ? engine.baseUrl() : startDelaying(engine.baseUrl());
      deploy(engine.baseUrl());
      post(
          engine.baseUrl() + "/process-definition/key/bench/start",
          "{\"variables\":{\"count\":{\"type\":\"Integer\",\"value\":" + tasks + "}}}");
      rights = new Rights(client(engine.baseUrl()));
      ExternalTasks near = new ExternalTasks(client(engine.baseUrl()));
      ExternalTasks far = new ExternalTasks(client(url));
      System.out.printf("%-28s %8s %8s %10s%n", "way", "tasks", "seconds", "tasks/s");
      for (int round = 0; round < rounds; round++) {
        if (curl) {
          measure("one by one, curl", near, found -> withCurl(url, found));
        }
        measure("one by one, unchecked", near, found -> plainly(far, found));
        measure("one by one, looked up", near, found -> lookingUp(far, found));
        measure("one by one, checked", near, found -> carefully(far, found));
        measure("unlock_task", near, found -> asTheTool(far, found));
      }
    }
    return 0;
  }

  private void measure(String name, ExternalTasks engine, Way way) throws Exception {
    engine.fetchAndLock(
        new FetchRequest(
            "bench", tasks, Duration.ofHours(1), Duration.ZERO, List.of(TOPIC), List.of()));
    FoundTasks found = new TaskFinder(engine.lists(), rights, CLOCK).find(SELECTION);
    if (found.locked().size() != tasks) {
      throw new IllegalStateException(found.locked().size() + " tasks are locked");
    }
    long start = System.nanoTime();
    way.unlock(found);
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf("%-28s %,8d %8.2f %,10.0f%n", name, tasks, seconds, tasks / seconds);
  }

  private static void plainly(ExternalTasks engine, FoundTasks found) {
    found.locked().forEach(task -> engine.unlock(task.id()));
  }

  private static void withCurl(URI url, FoundTasks found) throws Exception {
    for (TaskState task : found.locked()) {
      String unlock = url + "/external-task/" + task.id() + "/unlock";
      new ProcessBuilder("curl", "-sf", "-X", "POST", unlock).inheritIO().start().waitFor();
    }
  }

  private static void lookingUp(ExternalTasks engine, FoundTasks found) {
    for (TaskState task : found.locked()) {
      engine.find(task.id()).orElseThrow();
      engine.unlock(task.id());
    }
  }

  private static void carefully(ExternalTasks engine, FoundTasks found) {
    for (TaskState task : found.locked()) {
      engine.find(task.id()).orElseThrow();
      engine.unlock(task.id());
      engine.find(task.id()).orElseThrow();
    }
  }

  private void asTheTool(ExternalTasks engine, FoundTasks found) throws InterruptedException {
    UnlockResults results = new UnlockResults(found, false);
    TaskCheck check =
        new TaskCheck(engine.lists(), new TaskFinder(engine.lists(), rights, CLOCK), SELECTION);
    FoundTasks current = check.refresh(found, results);
    new ParallelUnlocking(engine, threads, Optional.empty()).run(current, results::add);
    check.verify(results);
    if (results.count(Outcome.UNLOCKED) != tasks) {
      throw new IllegalStateException("some were not unlocked");
    }
  }

  private static RestClient client(URI url) {
    Map<String, String> environment = Map.of("CAMUNDA_BASE_URL", url.toString());
    Path nowhere = Path.of("/nowhere");
    return new RestClient(
        Settings.load(new SettingsSources(Map.of(), environment, nowhere, Optional.empty()))
            .camunda());
  }

  /** Something before the engine that passes what clients send on a little later. */
  private URI startDelaying(URI engine) throws IOException {
    ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(
        () -> {
          while (true) {
            Socket client = server.accept();
            Socket target = new Socket(engine.getHost(), engine.getPort());
            client.setTcpNoDelay(true);
            target.setTcpNoDelay(true);
            daemon(() -> copy(client, target, delay));
            daemon(() -> copy(target, client, 0));
          }
        });
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + engine.getPath());
  }

  private static Void copy(Socket from, Socket to, int delayMillis) throws IOException {
    byte[] buffer = new byte[1 << 16];
    try (from;
        to) {
      for (int n = from.getInputStream().read(buffer); n >= 0; ) {
        LockSupport.parkNanos(delayMillis * 1_000_000L);
        to.getOutputStream().write(buffer, 0, n);
        n = from.getInputStream().read(buffer);
      }
    }
    return null;
  }

  /** Ends with an exception when the other side closes, or with the JVM. */
  private static void daemon(Callable<?> work) {
    Thread thread = new Thread(new FutureTask<>(work));
    thread.setDaemon(true);
    thread.start();
  }

  private void deploy(URI engine) throws IOException {
    String form =
        "--part\r\nContent-Disposition: form-data; name=\"deployment-name\"\r\n\r\nbench\r\n"
            + "--part\r\nContent-Disposition: form-data; name=\"data\"; filename=\"b.bpmn\"\r\n\r\n"
            + MODEL
            + "\r\n--part--\r\n";
    send(
        HttpRequest.newBuilder(URI.create(engine + "/deployment/create"))
            .header("Content-Type", "multipart/form-data; boundary=part")
            .POST(BodyPublishers.ofString(form)));
  }

  private void post(String url, String json) throws IOException {
    send(
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
      if (answer.statusCode() / 100 != 2) {
        throw new IOException(request + ": " + new String(answer.body()));
      }
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
