package training;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/**
 * Answers the requests of tools as Camunda, RabbitMQ's management API and a worker's status page
 * would, with always the same words: enough for a tool to go its usual way.
 */
public final class StandInSite implements AutoCloseable {

  private final HttpServer server;
  private final Properties answers = new Properties();

  public StandInSite() throws IOException {
    try (InputStream file = StandInSite.class.getResourceAsStream("/answers.properties")) {
      answers.load(file);
    }
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    exchange.getRequestBody().readAllBytes();
    String text = answers.getProperty(path, path.endsWith("/count") ? "{\"count\":1}" : "[]");
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
