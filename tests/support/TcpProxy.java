package tests.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A network between a client and a server that can be cut, closed, frozen and slow. */
public final class TcpProxy implements AutoCloseable {

  private final ServerSocket listener;
  private final int target;

  /** What becomes of connections. */
  public enum Mode {
    PASSING,
    /** Every connection is closed at once, as if nothing ran there. */
    DOWN,
    /** Connections are accepted and stay open, and nothing gets through. */
    FROZEN,
    /** What clients send arrives, and what the server answers does not. */
    SWALLOWING
  }

  private volatile Mode mode = Mode.PASSING;
  private volatile long bytesPerSecond = Long.MAX_VALUE;
  private final AtomicLong bytesUntilCut = new AtomicLong(Long.MAX_VALUE);
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /**
   * @param target port on this machine
   */
  public TcpProxy(int target) {
    this.target = target;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** How many connections there are. */
  public int connections() {
    return open.size() / 2;
  }

  /** From now on nobody answers; what is open is cut. */
  public void down() {
    mode = Mode.DOWN;
    cut();
  }

  /** From now on nothing gets through, and nobody is told. */
  public void freeze() {
    mode = Mode.FROZEN;
  }

  /** From now on clients are heard and get no answer. */
  public void swallow() {
    mode = Mode.SWALLOWING;
  }

  /** Breaks every connection once so much has got through, wherever that is in a message. */
  public void cutAfter(long bytes) {
    bytesUntilCut.set(bytes);
  }

  /** All is well again: what was held back goes on, and what is missing of an answer is cut off. */
  public void heal() {
    boolean answersAreMissing = mode == Mode.SWALLOWING;
    mode = Mode.PASSING;
    bytesPerSecond = Long.MAX_VALUE;
    bytesUntilCut.set(Long.MAX_VALUE);
    if (answersAreMissing) {
      cut();
    }
  }

  /** From now on every connection is as slow as this, in each direction. */
  public void throttle(long bytes) {
    bytesPerSecond = bytes;
  }

  /** Breaks every connection, in the middle of whatever it carries. New ones are possible. */
  public void cut() {
    for (Socket socket : open) {
      try {
        socket.setSoLinger(true, 0); // A reset, as from a cable that was pulled and a timeout.
      } catch (IOException e) {
        Transcript.note("cut: " + e.getMessage()); // Closed already.
      }
      close(socket);
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        if (mode == Mode.DOWN) {
          client.close();
          continue;
        }
        open.add(client);
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        open.add(server);
        start(() -> copy(client, server, false));
        start(() -> copy(server, client, true));
      } catch (IOException e) {
        Transcript.note("proxy: " + e.getMessage()); // The server is down, or the proxy closed.
      }
    }
  }

  private void copy(Socket from, Socket to, boolean answers) {
    byte[] buffer = new byte[16_384];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        while (mode == Mode.FROZEN && !from.isClosed()) {
          LockSupport.parkNanos(10_000_000);
        }
        if (answers && mode == Mode.SWALLOWING) {
          continue;
        }
        out.write(buffer, 0, n);
        if (bytesUntilCut.addAndGet(-n) < 0) {
          bytesUntilCut.set(Long.MAX_VALUE);
          cut();
        }
        LockSupport.parkNanos(1_000_000_000L * n / bytesPerSecond);
      }
    } catch (IOException e) {
      Transcript.note("proxy: " + e.getMessage()); // One side has hung up, or the cut was made.
    } finally {
      close(from);
      close(to);
    }
  }

  private void close(Socket socket) {
    open.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void start(Runnable loop) {
    Thread thread = new Thread(loop, "tcp-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
  }
}
