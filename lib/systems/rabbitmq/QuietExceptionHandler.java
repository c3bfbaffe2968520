package lib.systems.rabbitmq;

import com.rabbitmq.client.impl.ForgivingExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connection errors reach the user as a {@link BrokerException}, not as the client's log lines. */
final class QuietExceptionHandler extends ForgivingExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(QuietExceptionHandler.class);

  @Override
  protected void log(String message, Throwable e) {
    LOG.debug("{}: {}", message, e.getMessage());
  }
}
