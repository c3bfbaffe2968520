package tests.support;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.impl.Frame;
import com.rabbitmq.client.impl.FrameHandler;
import com.rabbitmq.client.impl.FrameHandlerFactory;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/**
 * Publishes messages with header tables that the Java client cannot write, as clients in other
 * languages do: field types that it does not know, tables that nobody knows.
 */
public final class RawHeaders {

  /** Class id, weight, body size and property flags stand before the table. */
  private static final int TABLE_AT = 14;

  private final int port;
  private final String virtualHost;

  public RawHeaders(int port, String virtualHost) {
    this.port = port;
    this.virtualHost = virtualHost;
  }

  /** Publishes to a queue and waits for the confirm. */
  public void publish(String queue, byte[] table, String body) {
    ConnectionFactory factory = new Tampering(table);
    factory.setHost("127.0.0.1");
    factory.setPort(port);
    factory.setVirtualHost(virtualHost);
    BasicProperties properties =
        new BasicProperties.Builder().headers(Map.of("replaced", 1)).build();
    try (Connection connection = factory.newConnection("raw headers");
        Channel channel = connection.createChannel()) {
      channel.confirmSelect();
      channel.basicPublish("", queue, properties, body.getBytes(StandardCharsets.UTF_8));
      channel.waitForConfirmsOrDie(30_000);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("not confirmed", e);
    }
  }

  /** One field of a table: its name, its type, its bytes. */
  public static byte[] field(String name, char type, byte[] value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(name.length());
    out.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
    out.write(type);
    out.writeBytes(value);
    return out.toByteArray();
  }

  public static byte[] number(long value, int bytes) {
    byte[] all = ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    return java.util.Arrays.copyOfRange(all, Long.BYTES - bytes, Long.BYTES);
  }

  /** A table, an array or a text as a value: its length and its bytes. */
  public static byte[] sized(byte[]... contents) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] content : contents) {
      out.writeBytes(content);
    }
    return ByteBuffer.allocate(Integer.BYTES + out.size())
        .putInt(out.size())
        .put(out.toByteArray())
        .array();
  }

  private static final class Tampering extends ConnectionFactory {
    private final byte[] table;

    Tampering(byte[] table) {
      this.table = table;
    }

    @Override
    protected synchronized FrameHandlerFactory createFrameHandlerFactory() throws IOException {
      FrameHandlerFactory factory = super.createFrameHandlerFactory();
      return (address, name) -> wrapped(factory.create(address, name));
    }

    private FrameHandler wrapped(FrameHandler handler) {
      return (FrameHandler)
          Proxy.newProxyInstance(
              RawHeaders.class.getClassLoader(),
              new Class<?>[] {FrameHandler.class},
              (proxy, method, arguments) -> {
                if (method.getName().equals("writeFrame")) {
                  arguments[0] = tampered((Frame) arguments[0]);
                }
                try {
                  return method.invoke(handler, arguments);
                } catch (java.lang.reflect.InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    }

    private Frame tampered(Frame frame) throws IOException {
      if (frame.getType() != AMQP.FRAME_HEADER) {
        return frame;
      }
      Frame tampered = new Frame(frame.getType(), frame.getChannel());
      DataOutputStream out = tampered.getOutputStream();
      out.write(frame.getPayload(), 0, TABLE_AT);
      out.writeInt(table.length);
      out.write(table);
      return tampered;
    }
  }
}
