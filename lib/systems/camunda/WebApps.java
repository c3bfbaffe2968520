package lib.systems.camunda;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses of the engine's web applications, as they are installed beside its REST API by default.
 *
 * @param restRoot e.g. {@code http://host:8080/engine-rest}
 */
public record WebApps(URI restRoot) {

  /** What stands before the REST root, and the engine's name if it is not the default one. */
  private static final Pattern ROOT =
      Pattern.compile("(.*?)/engine-rest(?:/engine/([^/]+))?(?:/.*)?");

  /** The page of one instance. */
  public String cockpit(String instanceId) {
    return app("cockpit") + "#/process-instance/" + RestClient.encode(instanceId);
  }

  /** The start page of Tasklist. */
  public String tasklist() {
    return app("tasklist");
  }

  private String app(String name) {
    Matcher root = ROOT.matcher(restRoot.toString());
    boolean matches = root.matches();
    String before = matches ? root.group(1) : restRoot.toString();
    String engine = matches && root.group(2) != null ? root.group(2) : "default";
    return before + "/camunda/app/" + name + "/" + engine + "/";
  }
}
