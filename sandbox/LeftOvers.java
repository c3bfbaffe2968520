package sandbox;

//SOURCES ExternalSystems.java
//SOURCES ../lib/systems/rabbitmq/package-info.java
//SOURCES ../lib/base/json/package-info.java

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import lib.base.json.Json;

/** Removes the messages of an interrupted run from a broker that is not the demo's own. */
record LeftOvers(Connection connection, String responsesQueue, String run) {

  /**
   * Lets the external systems take what is still in their queues, then removes this run's answers.
   * Answers of others go back to their place.
   */
  void clear(ExternalSystems systems) {
    try {
      awaitQuiet(systems);
      try (var channel = connection.createChannel()) {
        GetResponse message;
        while ((message = channel.basicGet(responsesQueue, false)) != null) {
          if (isOfRun(message.getBody())) {
            channel.basicAck(message.getEnvelope().getDeliveryTag(), false);
          }
        }
        channel.basicQos(1); // an acknowledgement just before a close can be lost
      }
    } catch (IOException | TimeoutException e) {
      System.getLogger(LeftOvers.class.getName())
          .log(System.Logger.Level.WARNING, "messages of the demo may be left", e);
    }
  }

  /** The worker has stopped by now, so what still comes is what was already in the queues. */
  private static void awaitQuiet(ExternalSystems systems) {
    long before = -1;
    for (int i = 0; i < 20 && before != systems.answered(); i++) {
      before = systems.answered();
      try {
        Thread.sleep(200);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private boolean isOfRun(byte[] body) throws IOException {
    return ExternalSystems.isOf(run, Json.MAPPER.readTree(body).path("original_message"));
  }
}
