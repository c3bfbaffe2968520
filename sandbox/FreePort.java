package sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/** Finds ports for servers that cannot be told to take any free one. */
public final class FreePort {
  // Below the range (from 32768 on Linux) that the kernel gives to outgoing connections, so that
  // none of them takes the
  // port between this check and the server's start; at random, so that two programs that search do
  // not meet. Programs that are told apart by these properties never do.
  private static final int FIRST = Integer.getInteger("sandbox.ports.first", 20_000);
  private static final int COUNT = Integer.getInteger("sandbox.ports.count", 12_000);
  private static final Random RANDOM = new SecureRandom();
  private static final Set<Integer> GIVEN = new HashSet<>();

  private FreePort() {}

  /** A loopback port that nobody listens on and that this JVM was not given before. */
  public static synchronized int find() {
    int port;
    do {
      port = FIRST + RANDOM.nextInt(COUNT);
    } while (GIVEN.contains(port) || !isFree(port));
    GIVEN.add(port);
    return port;
  }

  /** Whether a server could listen on 127.0.0.1 and this port now. */
  public static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
      return true;
    } catch (BindException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
