package training;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Speaks as much of AMQP 0-9-1 as lets a client connect, ask for queues and exchanges, which all
 * exist and are empty, and publish messages, which are all confirmed.
 *
 * @see <a href="https://www.rabbitmq.com/amqp-0-9-1-reference">the methods and their numbers</a>
 */
public final class StandInBroker implements AutoCloseable {

  private final ServerSocket server;

  public StandInBroker() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "stand-in broker");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        start(() -> serve(socket));
      }
    } catch (IOException e) {
      // Closed: the training is over.
    }
  }

  private static void serve(Socket socket) {
    try (socket) {
      new Conversation(socket).run();
    } catch (IOException e) {
      // The client has gone, which ends every conversation.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  /** One connection: answers each method as it comes. */
  private static final class Conversation {
    private static final int METHOD_FRAME = 1;
    private static final int FRAME_END = 0xCE;
    private static final int PROTOCOL_HEADER_BYTES = 8;

    private static final int START = method(10, 10);
    private static final int START_OK = method(10, 11);
    private static final int TUNE = method(10, 30);
    private static final int TUNE_OK = method(10, 31);
    private static final int CLOSE_OK = method(10, 51);
    private static final int CHANNEL_CLOSE_OK = method(20, 41);
    private static final int EXCHANGE_UNBIND = method(40, 40);
    private static final int EXCHANGE_UNBIND_OK = method(40, 51);
    private static final int PUBLISH = method(60, 40);
    private static final int GET = method(60, 70);
    private static final int GET_EMPTY = method(60, 72);
    private static final int ACK = method(60, 80);
    private static final int REJECT = method(60, 90);
    private static final int NACK = method(60, 120);

    /** No name, no messages, no consumers: what an answer with arguments says. */
    private static final byte[] NOTHING = new byte[16];

    /** The cluster is that of the stand-in for the management API, so that both are asked. */
    private static final List<List<String>> PROPERTIES =
        List.of(
            List.of("product", "RabbitMQ"),
            List.of("version", "4.0.0"),
            List.of("cluster_name", "rabbit@localhost"));

    private final DataInputStream in;
    private final DataOutputStream out;
    private long published;

    Conversation(Socket socket) throws IOException {
      in = new DataInputStream(socket.getInputStream());
      out = new DataOutputStream(socket.getOutputStream());
    }

    private static int method(int classNumber, int methodNumber) {
      return classNumber << 16 | methodNumber;
    }

    void run() throws IOException {
      in.readFully(new byte[PROTOCOL_HEADER_BYTES]);
      send(0, START, start());
      while (true) {
        int type = in.readUnsignedByte();
        int channel = in.readUnsignedShort();
        byte[] payload = new byte[in.readInt()];
        in.readFully(payload);
        in.readUnsignedByte();
        if (type == METHOD_FRAME) {
          answer(channel, ByteBuffer.wrap(payload).getInt());
        }
      }
    }

    /** The answer to a method has the next number, save where it has not. */
    private void answer(int channel, int method) throws IOException {
      if (method == START_OK) {
        send(0, TUNE, ByteBuffer.allocate(8).putShort((short) 2047).putInt(131072).array());
      } else if (method == PUBLISH) {
        published++;
        send(channel, ACK, ByteBuffer.allocate(9).putLong(published).array());
      } else if (method == GET) {
        send(channel, GET_EMPTY, NOTHING);
      } else if (method == EXCHANGE_UNBIND) {
        send(channel, EXCHANGE_UNBIND_OK, NOTHING);
      } else if (needsAnswer(method)) {
        send(channel, method + 1, NOTHING);
      }
    }

    private static boolean needsAnswer(int method) {
      return method != TUNE_OK
          && method != CLOSE_OK
          && method != CHANNEL_CLOSE_OK
          && method != ACK
          && method != REJECT
          && method != NACK;
    }

    private void send(int channel, int method, byte[] arguments) throws IOException {
      out.writeByte(METHOD_FRAME);
      out.writeShort(channel);
      out.writeInt(Integer.BYTES + arguments.length);
      out.writeInt(method);
      out.write(arguments);
      out.writeByte(FRAME_END);
      out.flush();
    }

    /** The version, what the broker can, how one may log in, in which languages it speaks. */
    private static byte[] start() throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream arguments = new DataOutputStream(bytes);
      arguments.write(new byte[] {0, 9});
      byte[] properties = properties();
      arguments.writeInt(properties.length);
      arguments.write(properties);
      for (String list : new String[] {"PLAIN AMQPLAIN", "en_US"}) {
        arguments.writeInt(list.length());
        arguments.writeBytes(list);
      }
      return bytes.toByteArray();
    }

    private static byte[] properties() throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream table = new DataOutputStream(bytes);
      for (List<String> property : PROPERTIES) {
        table.writeByte(property.get(0).length());
        table.writeBytes(property.get(0));
        table.writeByte('S');
        table.writeInt(property.get(1).length());
        table.writeBytes(property.get(1));
      }
      return bytes.toByteArray();
    }
  }
}
