package sandbox;

//DEPS org.apache.tomcat.embed:tomcat-embed-core:10.1.55
//DEPS org.glassfish.jersey.containers:jersey-container-servlet:3.1.11
//DEPS org.glassfish.jersey.inject:jersey-hk2:3.1.11
//DEPS jakarta.activation:jakarta.activation-api:2.1.3
//DEPS com.h2database:h2:2.3.232

import jakarta.servlet.Filter;
import jakarta.servlet.ServletContextListener;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.jersey.servlet.ServletContainer;

/** The engine's REST API at /engine-rest on loopback: Tomcat and Jersey. */
public final class RestServer {
  private static final String PATH = "/engine-rest";

  private final Tomcat tomcat = new Tomcat();

  /**
   * What makes up an engine's REST API.
   *
   * @param classes JAX-RS resources and providers
   * @param longPolling starts and stops what answers fetchAndLock later
   * @param authentication filter that checks passwords...
   * @param authenticationProvider ...with this class
   */
  public record Application(
      Set<Class<?>> classes,
      Class<? extends ServletContextListener> longPolling,
      Class<? extends Filter> authentication,
      Class<?> authenticationProvider) {}

  private RestServer() {
    // Tomcat wants a folder although nothing is kept there; all engines of a user share it.
    var name = "ucw-engine-" + System.getProperty("user.name");
    tomcat.setBaseDir(Path.of(System.getProperty("java.io.tmpdir"), name).toString());
  }

  /**
   * Starts listening.
   *
   * @param port 0 = any free one
   * @throws IOException if the port is taken or the application does not start
   */
  public static RestServer start(Application application, int port, boolean authenticate)
      throws IOException {
    var server = new RestServer();
    var connector = new Connector();
    connector.setProperty("address", "127.0.0.1");
    connector.setPort(port);
    server.tomcat.setConnector(connector);
    server.deploy(application, authenticate);
    try {
      server.tomcat.start();
    } catch (LifecycleException e) {
      throw new IOException(e.getMessage(), e);
    }
    if (connector.getState() != LifecycleState.STARTED) {
      throw new IOException("cannot listen on 127.0.0.1:" + port);
    }
    return server;
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + PATH);
  }

  /** Ends open requests and stops listening. */
  public void stop() throws IOException {
    try {
      tomcat.stop();
      tomcat.destroy();
    } catch (LifecycleException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private void deploy(Application application, boolean authenticate) {
    Context context = tomcat.addContext(PATH, null);
    context.setParentClassLoader(Thread.currentThread().getContextClassLoader());
    context.addApplicationListener(application.longPolling().getName());
    var resources = new ResourceConfig();
    resources.registerClasses(application.classes());
    resources.property(ServerProperties.WADL_FEATURE_DISABLE, true);
    var servlet = Tomcat.addServlet(context, "rest", new ServletContainer(resources));
    servlet.setAsyncSupported(true);
    servlet.setLoadOnStartup(1);
    context.addServletMappingDecoded("/*", "rest");
    if (authenticate) {
      addAuthentication(context, application);
    }
  }

  private static void addAuthentication(Context context, Application application) {
    var filter = new FilterDef();
    filter.setFilterName("authentication");
    filter.setFilterClass(application.authentication().getName());
    filter.setAsyncSupported("true");
    filter.addInitParameter(
        "authentication-provider", application.authenticationProvider().getName());
    context.addFilterDef(filter);
    var mapping = new FilterMap();
    mapping.setFilterName("authentication");
    mapping.addURLPatternDecoded("/*");
    context.addFilterMap(mapping);
  }
}
