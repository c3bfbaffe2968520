package tests.support;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.impl.Frame;
import com.rabbitmq.client.impl.FrameHandlerFactory;
import com.rabbitmq.client.impl.SocketFrameHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeoutException;

/** Properties of a message byte by byte, as clients in other languages write them. */
public final class RawProperties {

  private static final int HEADERS = 1 << 13;
  private static final int SIZE_AT = 12;

  private final ByteArrayOutputStream before = new ByteArrayOutputStream();
  private final ByteArrayOutputStream after = new ByteArrayOutputStream();
  private final ByteArrayOutputStream headers = new ByteArrayOutputStream();
  private int flags;

  /** The property at the place of a flag; in the order of the flags. */
  public RawProperties property(int bit, byte[] bytes) {
    flags |= 1 << bit;
    (1 << bit > HEADERS ? before : after).writeBytes(bytes);
    return this;
  }

  public RawProperties correlationId(byte[] text) {
    return property(10, shortText(text));
  }

  public RawProperties timestamp(long seconds) {
    return property(6, number(seconds));
  }

  public RawProperties header(String name, char type, byte[] value) {
    return header(name.getBytes(StandardCharsets.UTF_8), type, value);
  }

  public RawProperties header(byte[] name, char type, byte[] value) {
    flags |= HEADERS;
    headers.writeBytes(shortText(name));
    headers.write(type);
    headers.writeBytes(value);
    return this;
  }

  public static byte[] shortText(byte[] text) {
    return ByteBuffer.allocate(text.length + 1).put((byte) text.length).put(text).array();
  }

  public static byte[] longText(byte[] text) {
    return ByteBuffer.allocate(text.length + 4).putInt(text.length).put(text).array();
  }

  public static byte[] number(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  private byte[] bytes() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(ByteBuffer.allocate(2).putShort((short) flags).array());
    all.writeBytes(before.toByteArray());
    if ((flags & HEADERS) != 0) {
      all.writeBytes(longText(headers.toByteArray()));
    }
    all.writeBytes(after.toByteArray());
    return all.toByteArray();
  }

  /** Publishes a message with them to a queue of the corner and waits for the confirm. */
  public void publish(TestEnvironment corner, String queue, byte[] body) {
    try (Sender sender = new Sender(corner)) {
      sender.send(queue, this, body);
    }
  }

  /** The table of the headers, without its length. */
  public byte[] headers() {
    return headers.toByteArray();
  }

  /** A connection for many messages, each with its own properties. */
  public static final class Sender implements AutoCloseable {

    private final Publishing factory = new Publishing();
    private final Connection connection;
    private final Channel channel;

    public Sender(TestEnvironment corner) {
      factory.setHost("127.0.0.1");
      factory.setPort(Servers.rabbit().port());
      factory.setVirtualHost(corner.name());
      try {
        connection = factory.newConnection("raw");
        channel = connection.createChannel();
        channel.confirmSelect();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (TimeoutException e) {
        throw new AssertionError(e);
      }
    }

    /** Publishes a message to a queue and waits for the confirm. */
    public void send(String queue, RawProperties properties, byte[] body) {
      factory.properties = properties.bytes();
      try {
        channel.basicPublish("", queue, true, new BasicProperties(), body);
        channel.waitForConfirmsOrDie(30_000);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (TimeoutException | InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void close() {
      try {
        connection.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Puts the bytes where the client has written its own. */
  private static final class Publishing extends ConnectionFactory {

    private volatile byte[] properties;

    @Override
    protected synchronized FrameHandlerFactory createFrameHandlerFactory() {
      return (address, name) -> {
        Socket socket = new Socket(address.getHost(), address.getPort());
        return new SocketFrameHandler(socket) {
          @Override
          public void writeFrame(Frame frame) throws IOException {
            super.writeFrame(frame.getType() == AMQP.FRAME_HEADER ? replaced(frame) : frame);
          }
        };
      };
    }

    private Frame replaced(Frame frame) throws IOException {
      ByteArrayOutputStream written = new ByteArrayOutputStream();
      frame.writeTo(new java.io.DataOutputStream(written));
      int typeChannelAndLength = 7;
      Frame replaced = new Frame(AMQP.FRAME_HEADER, frame.getChannel());
      replaced.getOutputStream().write(written.toByteArray(), typeChannelAndLength, SIZE_AT);
      replaced.getOutputStream().write(properties);
      return replaced;
    }
  }
}
