package lib.systems.bpmn;

/** The engine's BPMN document of a definition is not well-formed XML. */
public final class UnreadableModel extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UnreadableModel(String definitionId, Throwable cause) {
    super("BPMN document of " + definitionId + " cannot be read: " + cause.getMessage(), cause);
  }
}
