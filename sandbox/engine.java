///usr/bin/env "${0%/*}/../jbang" "$0" "$@" ; exit $?
//DESCRIPTION Embedded Camunda 7 engine with REST API, for trying out and for tests
//JAVA 17+
//RUNTIME_OPTIONS -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx2g
//DEPS org.camunda.bpm:camunda-engine:7.24.0
//DEPS org.camunda.bpm:camunda-engine-rest-core-jakarta:7.24.0
//DEPS org.camunda.bpm:camunda-engine-plugin-spin:7.24.0
//DEPS org.camunda.spin:camunda-spin-dataformat-json-jackson:7.24.0
//SOURCES EmbeddedEngine.java
//SOURCES EngineCommand.java
//SOURCES EngineOptions.java
//SOURCES RestServer.java
//FILES META-INF/services/org.camunda.bpm.engine.rest.spi.ProcessEngineProvider=engine.services

import java.util.HashSet;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngines;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.persistence.StrongUuidGenerator;
import org.camunda.bpm.engine.impl.plugin.AdministratorAuthorizationPlugin;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.rest.impl.CamundaRestResources;
import org.camunda.bpm.engine.rest.impl.FetchAndLockContextListener;
import org.camunda.bpm.engine.rest.security.auth.ProcessEngineAuthenticationFilter;
import org.camunda.bpm.engine.rest.security.auth.impl.HttpBasicAuthenticationProvider;
import org.camunda.bpm.engine.rest.spi.ProcessEngineProvider;
import org.camunda.spin.plugin.impl.SpinProcessEnginePlugin;
import sandbox.EmbeddedEngine;
import sandbox.EngineCommand;
import sandbox.EngineOptions;
import sandbox.RestServer;

/** Camunda 7. Its twin is engine_operaton.java. */
class CamundaEngine implements EmbeddedEngine {
  private static final int CONNECTIONS = 50;

  private ProcessEngine engine;

  public static void main(String[] arguments) {
    System.exit(EngineCommand.run(new CamundaEngine(), arguments));
  }

  /** How the REST API finds the engine (through ServiceLoader). */
  public static class Provider implements ProcessEngineProvider {
    @Override
    public ProcessEngine getDefaultProcessEngine() {
      return ProcessEngines.getDefaultProcessEngine();
    }

    @Override
    public ProcessEngine getProcessEngine(String name) {
      return ProcessEngines.getProcessEngine(name);
    }

    @Override
    public Set<String> getProcessEngineNames() {
      return ProcessEngines.getProcessEngines().keySet();
    }
  }

  @Override
  public String product() {
    return "Camunda " + ProcessEngine.class.getPackage().getImplementationVersion();
  }

  @Override
  public void start(EngineOptions options) {
    ClockUtil.offset(options.clockOffset().toMillis());
    engine = configuration(options).buildProcessEngine();
    options.user().ifPresent(this::createUser);
  }

  private static ProcessEngineConfigurationImpl configuration(EngineOptions options) {
    var configuration = new StandaloneInMemProcessEngineConfiguration();
    configuration.setJdbcUrl(options.jdbcUrl());
    configuration.setDatabaseSchemaUpdate(options.inMemory() ? "create-drop" : "true");
    configuration.setHistory(options.history());
    configuration.setJobExecutorActivate(true);
    // The default generator takes a second connection for every block of ids. With all of the
    // pool's 10 in use the engine
    // then stands still for 20 s and fails. Most installations have UUIDs anyway.
    configuration.setIdGenerator(new StrongUuidGenerator());
    configuration.setJdbcMaxActiveConnections(CONNECTIONS);
    configuration.setJdbcMaxIdleConnections(CONNECTIONS);
    configuration.setEnforceHistoryTimeToLive(false); // else it refuses most of the BPMN there is
    configuration.getProcessEnginePlugins().add(new SpinProcessEnginePlugin());
    if (!options.loginDelay()) {
      configuration.setLoginDelayBase(0);
      configuration.setLoginMaxAttempts(Integer.MAX_VALUE);
    }
    if (options.authorization()) {
      configuration.setAuthorizationEnabled(true);
      var administrator = new AdministratorAuthorizationPlugin();
      options
          .user()
          .map(EngineOptions.User::name)
          .ifPresent(administrator::setAdministratorUserName);
      configuration.getProcessEnginePlugins().add(administrator);
    }
    return configuration;
  }

  private void createUser(EngineOptions.User user) {
    var identities = engine.getIdentityService();
    if (identities.createUserQuery().userId(user.name()).count() == 0) {
      var created = identities.newUser(user.name());
      created.setPassword(user.password());
      identities.saveUser(created);
    }
  }

  @Override
  public RestServer.Application rest() {
    var classes = new HashSet<>(CamundaRestResources.getResourceClasses());
    classes.addAll(CamundaRestResources.getConfigurationClasses());
    return new RestServer.Application(
        classes,
        FetchAndLockContextListener.class,
        ProcessEngineAuthenticationFilter.class,
        HttpBasicAuthenticationProvider.class);
  }

  @Override
  public void stop() {
    engine.close();
  }
}
