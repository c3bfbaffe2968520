package sandbox;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Whether a RabbitMQ node is ready: it answers AMQP, and its management API, if any, answers 200.
 */
record RabbitProbe(String host, int port, Optional<URI> managementUrl) implements BooleanSupplier {
  private static final byte[] AMQP_HEADER = {'A', 'M', 'Q', 'P', 0, 0, 9, 1};
  private static final int METHOD_FRAME = 1; // connection.start

  @Override
  public boolean getAsBoolean() {
    return answersAmqp() && managementUrl.map(RabbitProbe::answersManagement).orElse(true);
  }

  private boolean answersAmqp() {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), 1000);
      socket.setSoTimeout(2000);
      socket.getOutputStream().write(AMQP_HEADER);
      return socket.getInputStream().read() == METHOD_FRAME;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static boolean answersManagement(URI root) {
    try {
      var request = (HttpURLConnection) root.resolve("/api/overview").toURL().openConnection();
      request.setConnectTimeout(1000);
      request.setReadTimeout(2000);
      var guest =
          Base64.getEncoder().encodeToString("guest:guest".getBytes(StandardCharsets.UTF_8));
      request.setRequestProperty("Authorization", "Basic " + guest);
      try (var body = request.getInputStream()) {
        body.readAllBytes();
        return request.getResponseCode() == 200;
      }
    } catch (IOException notYet) {
      return false;
    }
  }
}
