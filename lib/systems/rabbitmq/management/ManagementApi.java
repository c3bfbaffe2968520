package lib.systems.rabbitmq.management;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import lib.base.config.RabbitSettings;
import lib.base.text.Reason;
import lib.systems.rabbitmq.management.ManagementException.Kind;

/**
 * What RabbitMQ's management API says of the configured virtual host. Only reads; every method
 * throws a {@link ManagementException} if it does not get the expected answer. Needs the {@code
 * management} tag, where nothing else is said. Get one through {@link ManagementAccess}, which
 * makes sure that it belongs to the broker of the AMQP connection.
 *
 * @see <a href="https://www.rabbitmq.com/docs/management#http-api">RabbitMQ, HTTP API</a>
 */
public final class ManagementApi {

  /** The most that the management API gives on one page. */
  private static final int PAGE_SIZE = 500;

  private final RabbitSettings settings;
  private final ManagementRest rest;
  private final String virtualHost;

  /** Opens no connection yet. */
  public ManagementApi(RabbitSettings settings) {
    this.settings = settings;
    this.rest = new ManagementRest(settings);
    this.virtualHost = ManagementRest.encode(settings.virtualHost());
  }

  /** Where it is, without a trailing slash. */
  public URI url() {
    return settings.managementUrl();
  }

  /** Version and cluster name. */
  public BrokerInfo broker() {
    JsonNode overview = rest.get("/api/overview");
    if (!overview.has("rabbitmq_version") && !overview.has("management_version")) {
      throw new ManagementException(
          Kind.NOT_THE_MANAGEMENT_API,
          rest.named("/api/overview"),
          Reason.of("management.no_version"),
          null);
    }
    return ManagementJson.broker(overview);
  }

  /** Resources in alarm ({@code memory}, {@code disk}), each with its node; empty if none is. */
  public List<String> alarms() {
    JsonNode health = rest.health("/api/health/checks/alarms");
    if (health.path("status").asText().equals("ok")) {
      return List.of();
    }
    List<String> alarms =
        ManagementJson.stream(health.path("alarms"))
            .map(a -> a.path("resource").asText("?") + " (" + a.path("node").asText("?") + ")")
            .toList();
    return alarms.isEmpty() ? List.of(health.path("reason").asText("?")) : alarms;
  }

  /** All queues of the virtual host. */
  public List<QueueInfo> queues() {
    return paged("/api/queues/" + virtualHost, ManagementJson::queue);
  }

  /** One queue; empty if it does not exist. */
  public Optional<QueueInfo> queue(String name) {
    String path = "/api/queues/" + virtualHost + "/" + ManagementRest.encode(name);
    return found(path).map(ManagementJson::queue);
  }

  /** All exchanges of the virtual host, the predefined ones included. */
  public List<ExchangeInfo> exchanges() {
    return paged("/api/exchanges/" + virtualHost, ManagementJson::exchange);
  }

  /** One exchange; empty if it does not exist. */
  public Optional<ExchangeInfo> exchange(String name) {
    String path = "/api/exchanges/" + virtualHost + "/" + ManagementRest.encode(name);
    return found(path).map(ManagementJson::exchange);
  }

  /** All bindings of the virtual host, those of the default exchange included. */
  public List<BindingInfo> bindings() {
    return list("/api/bindings/" + virtualHost, ManagementJson::binding);
  }

  /** All consumers of the virtual host. */
  public List<ConsumerInfo> consumers() {
    return list("/api/consumers/" + virtualHost, ManagementJson::consumer);
  }

  /** The policies of the virtual host. Needs the {@code policymaker} tag. */
  public List<PolicyInfo> policies() {
    return list("/api/policies/" + virtualHost, ManagementJson::policy);
  }

  /** Whom the management API takes us for. */
  public UserInfo whoAmI() {
    return ManagementJson.user(rest.get("/api/whoami"));
  }

  /** Our own rights in the virtual host. Needs the {@code administrator} tag. */
  public Optional<Permissions> permissions() {
    String user = ManagementRest.encode(settings.username());
    return found("/api/permissions/" + virtualHost + "/" + user)
        .map(
            json ->
                new Permissions(
                    json.path("configure").asText(""),
                    json.path("write").asText(""),
                    json.path("read").asText("")));
  }

  private Optional<JsonNode> found(String path) {
    try {
      return Optional.of(rest.get(path));
    } catch (ManagementException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private <T> List<T> list(String path, Function<JsonNode, T> reader) {
    JsonNode rows = rest.get(path);
    if (!rows.isArray()) {
      throw new ManagementException(
          Kind.INVALID_JSON, rest.named(path), Reason.of("management.no_list"), null);
    }
    return ManagementJson.stream(rows).map(reader).toList();
  }

  /** Reads page by page; a server that does not page sends everything at once. */
  private <T> List<T> paged(String path, Function<JsonNode, T> reader) {
    List<T> all = new ArrayList<>();
    int pages = 1;
    for (int page = 1; page <= pages; page++) {
      String request = path + "?page=" + page + "&page_size=" + PAGE_SIZE;
      JsonNode answer = rest.get(request);
      JsonNode rows = answer.isArray() ? answer : answer.path("items");
      if (!rows.isArray()) {
        throw new ManagementException(
            Kind.INVALID_JSON, rest.named(request), Reason.of("management.no_list"), null);
      }
      ManagementJson.stream(rows).map(reader).forEach(all::add);
      pages = answer.path("page_count").asInt(1);
    }
    return List.copyOf(all);
  }
}
