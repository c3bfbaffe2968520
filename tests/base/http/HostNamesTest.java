package tests.base.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tests.support.Command;
import tests.support.ProjectBroker;
import tests.support.Servers;

/** Hosts whose names only their own network knows; Java reads those of the test from a file. */
@Tag("cli")
@Tag("engine")
@Tag("rabbitmq")
class HostNamesTest {

  @TempDir private Path folder;
  private final ProjectBroker project = new ProjectBroker();

  @AfterEach
  void close() {
    project.close();
  }

  private Command tool(String script, String... arguments) throws IOException {
    Path hosts = folder.resolve("hosts");
    Files.writeString(hosts, "127.0.0.1 rabbit_mq camunda_1 localhost\n");
    return project
        .tool(script, arguments)
        .inItsOwnProcess()
        .env("JAVA_TOOL_OPTIONS", "-Djdk.net.hosts.file=" + hosts);
  }

  @Test
  void rabbitIsReachedWithBothItsProtocols() throws IOException {
    project.declare();
    project.with("RABBITMQ_HOST", "rabbit_mq");
    int port = Servers.rabbit().managementPort();
    project.with("RABBITMQ_MANAGEMENT_URL", "http://rabbit_mq:" + port);
    Command.Result list = tool("queue_reader.java").run().expect(0);
    assertThat(list.stdout()).as(list::toString).contains("bitrix24.queue");
    assertThat(list.stdout() + list.stderr())
        .as(list::toString)
        .doesNotContain("Only the project's queues are listed");
  }

  @Test
  void theEngineIsReached() throws IOException {
    int port = Servers.engine().baseUrl().getPort();
    project.with("CAMUNDA_BASE_URL", "http://camunda_1:" + port + "/engine-rest");
    tool("camunda_processes.java", "--stats").run().expect(0);
  }

  @Test
  void oneThatNobodyKnowsIsSaidToBeUnknown() throws IOException {
    project.with("CAMUNDA_BASE_URL", "http://camunda_2:8080");
    Command.Result refused = tool("camunda_processes.java", "--stats").run().expect(2);
    assertThat(refused.stderr()).as(refused::toString).contains("unknown host", "camunda_2:8080");
  }
}
