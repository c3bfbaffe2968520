package tests.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import lib.systems.bpmn.ProcessModel;
import lib.systems.messages.ExportReader;
import lib.systems.messages.QueueException;
import lib.systems.messages.QueueMessage;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.xml.sax.SAXException;

/** Damaged process models and files of messages. */
@Tag("unit")
class DocumentsFuzzTest {

  private static final String MODEL =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
          xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="t">
        <process id="p" isExecutable="true">
          <extensionElements><camunda:properties>
            <camunda:property name="Имя" value="a&amp;b"/>
          </camunda:properties></extensionElements>
          <serviceTask id="task" name="&#x1F600;" camunda:type="external" camunda:topic="t">
            <extensionElements>
              <camunda:inputOutput>
                <camunda:inputParameter name="list"><camunda:list><camunda:value>1</camunda:value>
                </camunda:list></camunda:inputParameter>
                <camunda:outputParameter name="o">${x}</camunda:outputParameter>
              </camunda:inputOutput>
              <camunda:field name="f"><camunda:expression><![CDATA[${y}]]></camunda:expression>
              </camunda:field>
            </extensionElements>
          </serviceTask>
        </process>
      </definitions>
      """;

  private static final String EXPORT =
      """
      {"export_info": {"queue_name": "q", "total_messages": 2, "format_version": 1},
       "messages": [
        {"message_number": 1, "routing_key": "q", "exchange": "", "redelivered": false,
         "properties": {"content_type": "application/json", "delivery_mode": 2, "priority": 0,
          "headers": {"a": 1, "b": [true, null, {"c": "d"}]}, "timestamp": 1700000000},
         "body": {"x": 1}, "body_raw": "{\\"x\\": 1}", "body_size": 8},
        {"message_number": 2, "routing_key": "q", "body_raw": "AAEC", "body_encoding": "base64"}
       ]}
      """;

  private static Path file;

  @BeforeContainer
  static void makeFile() throws IOException {
    file = Files.createTempFile("messages-fuzz", ".json");
  }

  @AfterContainer
  static void removeFile() throws IOException {
    Files.delete(file);
  }

  @Provide
  Arbitrary<byte[]> models() {
    return Samples.damaged(MODEL);
  }

  @Property(tries = 20_000)
  void aModelIsReadOrRefused(@ForAll("models") byte[] xml) {
    try {
      ProcessModel model = ProcessModel.parse(xml);
      assertThat(model.metadata("task").isObject()).isTrue();
      assertThat(model.metadata("nowhere").isObject()).isTrue();
    } catch (SAXException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @Provide
  Arbitrary<byte[]> exports() {
    return Samples.damaged(EXPORT);
  }

  /** Whatever comes before the damage is read; then it is said, and it ends. */
  @Property(tries = 15_000)
  void aFileOfMessagesIsReadOrRefusedWithASentence(
      @ForAll("exports") byte[] json, @ForAll boolean compared) throws IOException {
    Files.write(file, json);
    int read = 0;
    try (var reader = new ExportReader(file, compared)) {
      for (Optional<QueueMessage> next = reader.next(); next.isPresent(); next = reader.next()) {
        assertThat(next.get().body()).isNotNull();
        read++;
      }
    } catch (QueueException e) {
      Samples.isTold(e);
    }
    assertThat(read).isLessThan(10);
  }
}
