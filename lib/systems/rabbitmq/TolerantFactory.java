package lib.systems.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.WriteListener;
import com.rabbitmq.client.impl.AMQConnection;
import com.rabbitmq.client.impl.Frame;
import com.rabbitmq.client.impl.FrameHandler;
import com.rabbitmq.client.impl.FrameHandlerFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;

/**
 * Connections that read every message: each content header passes through {@link HeaderTables}
 * before the client's parser sees it. One message that the client cannot read would otherwise close
 * the connection, come again after every reconnect, and stop all others behind it.
 */
final class TolerantFactory extends ConnectionFactory {

  @Override
  protected synchronized FrameHandlerFactory createFrameHandlerFactory() throws IOException {
    FrameHandlerFactory factory = super.createFrameHandlerFactory();
    return (address, connectionName) -> new Frames(factory.create(address, connectionName));
  }

  private record Frames(FrameHandler handler) implements FrameHandler {

    @Override
    public Frame readFrame() throws IOException {
      Frame frame = handler.readFrame();
      if (frame == null || frame.getType() != AMQP.FRAME_HEADER) {
        return frame;
      }
      byte[] payload = frame.getPayload();
      byte[] readable = HeaderTables.readable(payload);
      return readable == payload ? frame : new Frame(frame.getType(), frame.getChannel(), readable);
    }

    @Override
    public boolean internalHearbeat() {
      return handler.internalHearbeat();
    }

    @Override
    public void setTimeout(int timeoutMs) throws SocketException {
      handler.setTimeout(timeoutMs);
    }

    @Override
    public int getTimeout() throws SocketException {
      return handler.getTimeout();
    }

    @Override
    public void sendHeader() throws IOException {
      handler.sendHeader();
    }

    @Override
    public void initialize(AMQConnection connection) {
      handler.initialize(connection);
    }

    @Override
    public void startProcessing() {
      handler.startProcessing();
    }

    @Override
    public void finishConnectionNegotiation() {
      handler.finishConnectionNegotiation();
    }

    @Override
    public void setFrameMax(int frameMax) {
      handler.setFrameMax(frameMax);
    }

    @Override
    public void writeFrame(Frame frame) throws IOException {
      handler.writeFrame(frame);
    }

    @Override
    public void flush(WriteListener listener) throws IOException {
      handler.flush(listener);
    }

    @Override
    public void close() {
      handler.close();
    }

    @Override
    public InetAddress getLocalAddress() {
      return handler.getLocalAddress();
    }

    @Override
    public int getLocalPort() {
      return handler.getLocalPort();
    }

    @Override
    public InetAddress getAddress() {
      return handler.getAddress();
    }

    @Override
    public int getPort() {
      return handler.getPort();
    }
  }
}
