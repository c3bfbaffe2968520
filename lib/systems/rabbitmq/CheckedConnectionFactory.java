package lib.systems.rabbitmq;

import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.impl.FrameHandlerFactory;
import java.io.IOException;

/** Makes connections that survive messages which the client cannot read. */
final class CheckedConnectionFactory extends ConnectionFactory {

  private final CheckedFrames.Policy policy;

  CheckedConnectionFactory(CheckedFrames.Policy policy) {
    this.policy = policy;
  }

  @Override
  protected synchronized FrameHandlerFactory createFrameHandlerFactory() throws IOException {
    FrameHandlerFactory sockets = super.createFrameHandlerFactory();
    return (address, name) -> new CheckedFrames(sockets.create(address, name), policy);
  }
}
