package sandbox;

//SOURCES EngineOptions.java
//SOURCES RestServer.java

/** One make of engine, to be run in this JVM. */
public interface EmbeddedEngine {
  /** For example "Camunda 7.24.0". */
  String product();

  /** Builds the engine under its default name and creates its tables and its user. */
  void start(EngineOptions options);

  /** Its REST API, for {@link RestServer}. */
  RestServer.Application rest();

  /** Ends it; with a database in memory, its data are gone. */
  void stop();
}
