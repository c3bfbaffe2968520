package tests.support;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import sandbox.EngineProcess;

/**
 * A user of {@link Servers#engineWithRights} who may do nothing but log in, until something is
 * granted.
 */
public final class EngineUser {

  /** Types of resources, with their numbers in the engine. */
  public enum Resource {
    PROCESS_DEFINITION(6),
    PROCESS_INSTANCE(8);

    private final int number;

    Resource(int number) {
      this.number = number;
    }
  }

  private static final int GRANT = 1;
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final EngineProcess engine = Servers.engineWithRights();
  private final String name = "clerk" + NUMBER.incrementAndGet();
  private final EngineRest administrator = administrator(null);

  public EngineUser() {
    Map<String, String> profile = Map.of("id", name, "firstName", "A", "lastName", "Clerk");
    Map<String, String> credentials = Map.of("password", Servers.PASSWORD);
    administrator.post("/user/create", Map.of("profile", profile, "credentials", credentials));
  }

  /** The engine as the user sees it who may do everything. */
  public static EngineRest administrator(String tenant) {
    String pair = Servers.USER + ":" + Servers.PASSWORD;
    String header =
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    return new EngineRest(Servers.engineWithRights().baseUrl(), tenant, header);
  }

  /**
   * Permissions on one resource, or on all of the type if its id is an asterisk; the engine takes
   * them once for each.
   */
  public EngineUser may(Resource resource, String id, String... permissions) {
    administrator.post(
        "/authorization/create",
        Map.of(
            "type", GRANT,
            "userId", name,
            "permissions", List.of(permissions),
            "resourceType", resource.number,
            "resourceId", id));
    return this;
  }

  /** The settings with which a tool comes as this user. */
  public Map<String, String> environment() {
    return Map.of(
        "CAMUNDA_BASE_URL",
        engine.baseUrl().toString(),
        "CAMUNDA_AUTH_ENABLED",
        "true",
        "CAMUNDA_AUTH_USERNAME",
        name,
        "CAMUNDA_AUTH_PASSWORD",
        Servers.PASSWORD);
  }

  /** The command as this user, in English, without a log file. */
  public Command run(String script, String... arguments) {
    Command command = Command.of(script, arguments);
    for (Map.Entry<String, String> setting : environment().entrySet()) {
      command = command.env(setting.getKey(), setting.getValue());
    }
    return command.env("TOOLS_LANG", "en").env("LOG_FILE", "");
  }
}
