package lib.tools.worker.status;

/**
 * Which worker this is: the top entry of CHANGELOG.md, with {@code -dev} while it is in
 * development.
 */
public final class Version {

  public static final String CURRENT = "1.1.0-dev";

  private Version() {}
}
