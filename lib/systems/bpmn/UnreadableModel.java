package lib.systems.bpmn;

/** The engine's BPMN document of a definition is not well-formed XML. */
public final class UnreadableModel extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With the parser's words as its message. */
  public UnreadableModel(Throwable cause) {
    super(cause.getMessage(), cause);
  }
}
