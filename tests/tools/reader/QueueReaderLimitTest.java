package tests.tools.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import lib.base.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tests.support.Command;
import tests.support.Eventually;
import tests.support.Messages;

/** Looking must not bring messages nearer to a delivery limit, however little is known of it. */
@Tag("cli")
@Tag("rabbitmq")
class QueueReaderLimitTest {

  private final Messages messages = new Messages();

  @AfterEach
  void close() {
    messages.close();
  }

  @Test
  void aLimitThatAPolicySetsIsSeen() {
    messages.queue("q", "quorum");
    messages.fill("q", 3);
    String host = messages.corner().name();
    messages
        .corner()
        .management()
        .put(
            "/api/policies/" + host + "/limit",
            Map.of(
                "pattern", "^q$", "definition", Map.of("delivery-limit", 2), "apply-to", "queues"));
    Eventually.that(
        "the policy is in the management API",
        () ->
            messages
                .corner()
                .management()
                .get("/api/queues/" + host + "/q")
                .path("effective_policy_definition")
                .has("delivery-limit"));
    Command.Result refused = messages.tool("q").run().expect(2);
    assertThat(refused.stderr()).as(refused::toString).contains("delivery limit");
    messages.tool("q", "--force").run().expect(0);
    assertEquals(Messages.numbers(3), messages.drain("q"));
  }

  @Test
  void whereALimitMayBeHiddenTheSecondLookIsRefused() {
    messages.queue("q", "quorum");
    messages.fill("q", 3);
    messages.user("onlyread", "", "", "", ".*");
    for (String user : new String[] {"guest", "onlyread"}) {
      Command look =
          messages.toolAlone("q").env("RABBITMQ_USERNAME", user).env("RABBITMQ_PASSWORD", user);
      look.run().expect(user.equals("guest") ? 0 : 2);
      Command.Result refused = look.run().expect(2);
      assertThat(refused.stderr()).as(refused::toString).contains("delivered before");
      look.with("--force").run().expect(0);
    }
    messages.tool("q").run().expect(0);
    assertEquals(Messages.numbers(3), messages.drain("q"));
  }

  /** The count is the queue's and no part of the message. */
  @Test
  void theCountOfDeliveriesIsNotShownToThoseWhoMayOnlyRead() throws IOException {
    messages.queue("q", "quorum");
    messages.fill("q", 2);
    messages.user("onlyread", "", "", "", ".*");
    Command look =
        messages
            .toolAlone("q", "--json")
            .env("RABBITMQ_USERNAME", "onlyread")
            .env("RABBITMQ_PASSWORD", "onlyread");
    for (Command one : new Command[] {look, look.with("--force")}) {
      Command.Result result = one.run().expect(0);
      for (JsonNode message : Json.MAPPER.readTree(result.stdout()).path("messages")) {
        assertTrue(message.path("properties").path("headers").isMissingNode(), result::toString);
      }
    }
  }
}
