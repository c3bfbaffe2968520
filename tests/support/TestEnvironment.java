package tests.support;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import lib.base.config.Settings;
import lib.base.config.SettingsSources;
import lib.base.text.Language;
import lib.base.text.Texts;
import lib.tools.worker.UniversalWorker;
import lib.tools.worker.status.WorkerLog;

/**
 * What one test has for itself on the shared servers: a virtual host of the broker and a tenant of
 * the engine, so that tests never see each other's messages and tasks.
 */
public final class TestEnvironment implements AutoCloseable {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final String name = "corner" + NUMBER.incrementAndGet();
  private final EngineRest engine = new EngineRest(Servers.engine().baseUrl(), name);
  private final Management management = new Management(Servers.rabbit().managementPort());
  private final Map<String, String> environment = new TreeMap<>();
  private final BrokerAccess broker;

  public TestEnvironment() {
    Map<String, String> all = Map.of("configure", ".*", "write", ".*", "read", ".*");
    management.put("/api/vhosts/" + name, Map.of());
    management.put("/api/permissions/" + name + "/guest", all);
    broker = new BrokerAccess(Servers.rabbit().port(), name);
    environment.put("CAMUNDA_BASE_URL", Servers.engine().baseUrl().toString());
    environment.put("CAMUNDA_TENANT_ID", name);
    environment.put("CAMUNDA_ASYNC_RESPONSE_TIMEOUT", "1000");
    environment.put("RABBITMQ_HOST", "127.0.0.1");
    environment.put("RABBITMQ_PORT", Integer.toString(Servers.rabbit().port()));
    environment.put("RABBITMQ_VIRTUAL_HOST", name);
    environment.put("WORKER_HTTP_PORT", "0");
    environment.put("TOOLS_LANG", "en");
    environment.put("LOG_FILE", "");
  }

  /** The virtual host and the tenant. */
  public String name() {
    return name;
  }

  public EngineRest engine() {
    return engine;
  }

  public BrokerAccess broker() {
    return broker;
  }

  /** A second connection to the broker. The caller closes it. */
  public BrokerAccess anotherUser() {
    return new BrokerAccess(Servers.rabbit().port(), name);
  }

  /** The broker's management API, as guest. */
  public Management management() {
    return management;
  }

  /** Changes a setting for what is started later. */
  public TestEnvironment with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** The environment variables that point a tool here. */
  public Map<String, String> environment() {
    return environment;
  }

  /** The settings of a tool that is pointed here. */
  public Settings settings() {
    return Settings.load(
        new SettingsSources(Map.of(), environment, Path.of("/nowhere"), Optional.empty()));
  }

  /** A script of the project, pointed here. */
  public Command command(String script, String... arguments) {
    Command command = Command.of(script, arguments);
    for (Map.Entry<String, String> e : environment.entrySet()) {
      command = command.env(e.getKey(), e.getValue());
    }
    return command;
  }

  /** A worker inside this JVM, pointed here and started. The caller stops it. */
  public UniversalWorker startWorker() throws InterruptedException {
    return startWorker(Clock.systemDefaultZone());
  }

  /** The same on a machine with another clock. */
  public UniversalWorker startWorker(Clock clock) throws InterruptedException {
    Settings settings = settings();
    UniversalWorker worker =
        new UniversalWorker(settings, new WorkerLog(Texts.load(Language.EN)), clock);
    worker.check(false);
    worker.start(true, settings.worker().responseHandlerEnabled());
    return worker;
  }

  @Override
  public void close() {
    broker.close();
    engine.clean();
    management.delete("/api/vhosts/" + name);
  }
}
