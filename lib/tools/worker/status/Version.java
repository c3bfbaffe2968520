package lib.tools.worker.status;

/** Which worker this is. */
final class Version {

  static final String CURRENT = "1.0.0";

  private Version() {}
}
