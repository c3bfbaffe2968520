package lib.tools.start;

import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.base.text.UserException;
import lib.systems.camunda.ProcessDefinition;

/** The definition is suspended and nobody is there who could say to start it all the same. */
public final class SuspendedDefinition extends UserException {

  private static final long serialVersionUID = 1L;

  public SuspendedDefinition(ProcessDefinition definition) {
    super(
        "start.definition_suspended",
        ExitCode.CRITICAL,
        Message.of("start.refused_suspended", definition.id()),
        null);
  }
}
