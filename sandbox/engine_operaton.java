///usr/bin/env "${0%/*}/../jbang" "$0" "$@" ; exit $?
//DESCRIPTION Embedded Operaton engine (successor of Camunda 7) with REST API, for trying out and for tests
//JAVA 17+
//RUNTIME_OPTIONS -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx2g
//DEPS org.operaton.bpm:operaton-engine-rest-core:1.0.3
//SOURCES EmbeddedEngine.java
//SOURCES EngineCommand.java
//SOURCES EngineOptions.java
//SOURCES OperatonJson.java
//SOURCES RestServer.java
//FILES META-INF/services/org.operaton.bpm.engine.rest.spi.ProcessEngineProvider=engine_operaton.services

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.operaton.bpm.engine.ProcessEngine;
import org.operaton.bpm.engine.ProcessEngines;
import org.operaton.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.operaton.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.operaton.bpm.engine.impl.persistence.StrongUuidGenerator;
import org.operaton.bpm.engine.impl.plugin.AdministratorAuthorizationPlugin;
import org.operaton.bpm.engine.impl.util.ClockUtil;
import org.operaton.bpm.engine.rest.impl.FetchAndLockContextListener;
import org.operaton.bpm.engine.rest.impl.OperatonRestResources;
import org.operaton.bpm.engine.rest.security.auth.ProcessEngineAuthenticationFilter;
import org.operaton.bpm.engine.rest.security.auth.impl.HttpBasicAuthenticationProvider;
import org.operaton.bpm.engine.rest.spi.ProcessEngineProvider;
import sandbox.EmbeddedEngine;
import sandbox.EngineCommand;
import sandbox.EngineOptions;
import sandbox.OperatonJson;
import sandbox.RestServer;

/** Operaton. Its twin is engine.java. */
class OperatonEngine implements EmbeddedEngine {
  private static final int CONNECTIONS = 50;

  private ProcessEngine engine;

  public static void main(String[] arguments) {
    System.exit(EngineCommand.run(new OperatonEngine(), arguments));
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
    return "Operaton " + ProcessEngine.class.getPackage().getImplementationVersion();
  }

  @Override
  public void start(EngineOptions options) {
    ClockUtil.offset(options.clockOffset().toMillis());
    var configuration = configuration(options);
    engine = configuration.buildProcessEngine();
    configuration.getValueTypeResolver().addType(OperatonJson.TYPE);
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
    configuration.setCustomPostVariableSerializers(List.of(new OperatonJson()));
    configuration.setEnforceHistoryTimeToLive(false); // else it refuses most of the BPMN there is
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
    var classes = new HashSet<>(OperatonRestResources.getResourceClasses());
    classes.addAll(OperatonRestResources.getConfigurationClasses());
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
