package lib.tools.start.rows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import lib.systems.camunda.ProcessDefinition;
import lib.systems.camunda.StartRequest;

/**
 * An instance that is to be started.
 *
 * @param line where it begins in the file, from 1; no two have the same
 * @param variables by name, each {@code {value, type}}
 */
public record Row(long line, Optional<String> businessKey, Map<String, ObjectNode> variables) {

  StartRequest request(ProcessDefinition definition) {
    return StartRequest.of(definition, variables, businessKey);
  }
}
