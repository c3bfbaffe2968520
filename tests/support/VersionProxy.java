package tests.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Stands before the broker and makes it tell another version, of the same length, of itself. */
public final class VersionProxy implements AutoCloseable {

  private final ServerSocket listener;
  private final String shown;
  private final String real;

  public VersionProxy(TestEnvironment corner, String shown) throws IOException {
    this.real = corner.management().get("/api/overview").path("rabbitmq_version").asText();
    // 4.0.99 for 3.10.8
    this.shown = shown;
    if (shown.length() != real.length()) {
      throw new AssertionError("not as long as " + real + ": " + shown);
    }
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  /** The command, pointed here. */
  public Command through(Command command) {
    return command.env("RABBITMQ_PORT", Integer.toString(listener.getLocalPort()));
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), Servers.rabbit().port());
        start(() -> copy(client, server, false));
        start(() -> copy(server, client, true));
      } catch (IOException e) {
        Transcript.note("version proxy: " + e.getMessage());
      }
    }
  }

  /** The first thing that the broker sends is connection.start, with its properties. */
  private void copy(Socket from, Socket to, boolean rewriting) {
    byte[] buffer = new byte[65_536];
    boolean first = rewriting;
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        String text = new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
        String changed = first ? text.replace(real, shown) : text;
        out.write(changed.getBytes(StandardCharsets.ISO_8859_1));
        first = false;
      }
    } catch (IOException e) {
      Transcript.note("version proxy: " + e.getMessage());
    }
  }

  private static void start(Runnable loop) {
    Thread thread = new Thread(loop, "version-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
