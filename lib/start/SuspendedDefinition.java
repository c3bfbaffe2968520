package lib.start;

//SOURCES ../camunda/ProcessDefinition.java
//SOURCES ../text/ExitCode.java
//SOURCES ../text/Message.java
//SOURCES ../text/UserException.java

import lib.camunda.ProcessDefinition;
import lib.text.ExitCode;
import lib.text.Message;
import lib.text.UserException;

/** The definition is suspended and nobody is there who could say to start it all the same. */
public final class SuspendedDefinition extends UserException {

  private static final long serialVersionUID = 1L;

  public SuspendedDefinition(ProcessDefinition definition) {
    super(Message.of("start.refused_suspended", definition.id()), null);
  }

  @Override
  public ExitCode exitCode() {
    return ExitCode.CRITICAL;
  }

  @Override
  public String kind() {
    return "start.definition_suspended";
  }
}
