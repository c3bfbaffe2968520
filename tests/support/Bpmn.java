package tests.support;

/** BPMN documents for tests. */
public final class Bpmn {

  private static final String FRAME =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
          xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
          xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="tests">
        <process id="%s" isExecutable="true">
          %s
        </process>
      </definitions>
      """;

  private Bpmn() {}

  /** A process with one external task, whose id is {@code task}. */
  public static String oneTask(String key, String topic) {
    return process(key, serviceTask("task", topic, ""));
  }

  /**
   * A process with one activity between start and end.
   *
   * @param activity an element with the id {@code task}
   */
  public static String process(String key, String activity) {
    return FRAME.formatted(
        key,
        """
        <startEvent id="start"/>
        <sequenceFlow id="in" sourceRef="start" targetRef="task"/>
        %s
        <sequenceFlow id="out" sourceRef="task" targetRef="end"/>
        <endEvent id="end"/>
        """
            .formatted(activity));
  }

  /**
   * A process of any content.
   *
   * @param content flow elements
   */
  public static String any(String key, String content) {
    return FRAME.formatted(key, content);
  }

  /**
   * @param extensions children of {@code extensionElements}
   */
  public static String serviceTask(String id, String topic, String extensions) {
    return """
    <serviceTask id="%s" name="Task %s" camunda:type="external" camunda:topic="%s">
      <extensionElements>%s</extensionElements>
    </serviceTask>
    """
        .formatted(id, id, topic, extensions);
  }
}
