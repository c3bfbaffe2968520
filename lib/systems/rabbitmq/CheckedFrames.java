package lib.systems.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.WriteListener;
import com.rabbitmq.client.impl.AMQConnection;
import com.rabbitmq.client.impl.Frame;
import com.rabbitmq.client.impl.FrameHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.util.HashMap;
import java.util.Map;

/**
 * Looks at every content header before the client's parser does, which closes the connection at one
 * that it cannot read. So a single message stops nobody, and it is known of which messages the
 * client loses something.
 */
final class CheckedFrames implements FrameHandler {

  /** What a connection does with messages that the client cannot take as they are. */
  record Policy(boolean marked, long largestBody) {

    /** They are read as far as possible. */
    static final Policy READ = new Policy(false, Long.MAX_VALUE);

    /** They are marked, see {@link Alteration#of}, and bodies without room are left out. */
    static Policy marking() {
      return new Policy(true, Runtime.getRuntime().maxMemory() / 16);
    }
  }

  private final FrameHandler handler;
  private final Policy policy;

  /** Bytes of bodies that nobody waits for, by channel. */
  private final Map<Integer, Long> unwanted = new HashMap<>();

  CheckedFrames(FrameHandler handler, Policy policy) {
    this.handler = handler;
    this.policy = policy;
  }

  @Override
  public Frame readFrame() throws IOException {
    while (true) {
      Frame frame = handler.readFrame();
      if (frame == null) {
        return null;
      }
      if (frame.getType() == AMQP.FRAME_HEADER) {
        return checked(frame);
      }
      if (frame.getType() != AMQP.FRAME_BODY || !isUnwanted(frame)) {
        return frame;
      }
    }
  }

  private Frame checked(Frame frame) {
    ContentHeader header = new ContentHeader(frame.getPayload());
    boolean withBody = header.bodySize() <= policy.largestBody();
    if (!withBody) {
      unwanted.put(frame.getChannel(), header.bodySize());
    }
    return new Frame(
        AMQP.FRAME_HEADER,
        frame.getChannel(),
        ReadableHeader.of(header, policy.marked(), withBody));
  }

  private boolean isUnwanted(Frame frame) {
    Long rest = unwanted.remove(frame.getChannel());
    if (rest == null) {
      return false;
    }
    long after = rest - frame.getPayload().length;
    if (after > 0) {
      unwanted.put(frame.getChannel(), after);
    }
    return true;
  }

  @Override
  public boolean internalHearbeat() {
    return handler.internalHearbeat();
  }

  @Override
  public void setTimeout(int millis) throws SocketException {
    handler.setTimeout(millis);
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
  public void setFrameMax(int bytes) {
    handler.setFrameMax(bytes);
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
