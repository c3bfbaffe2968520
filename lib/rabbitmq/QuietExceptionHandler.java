package lib.rabbitmq;

//DEPS com.rabbitmq:amqp-client:5.37.0
//DEPS org.slf4j:slf4j-api:2.0.20

import com.rabbitmq.client.impl.ForgivingExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connection errors reach the user as a {@link BrokerException}, not as the client's log lines. */
final class QuietExceptionHandler extends ForgivingExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(QuietExceptionHandler.class);

  @Override
  protected void log(String message, Throwable e) {
    LOG.debug(message, e);
  }
}
