/** Tells systems of tasks that were cancelled after they were handed over. */
//SOURCES ../servers/package-info.java
//USES ../status/package-info.java
//USES ../../../systems/camunda/package-info.java
//USES ../../../systems/rabbitmq/package-info.java
//SOURCES ../../../systems/topology/package-info.java
//USES ../../../base/config/package-info.java
//USES ../../../base/json/package-info.java
//USES ../../../base/text/package-info.java
//FILES cancellations_ru.properties=cancellations_ru.properties
//FILES cancellations_en.properties=cancellations_en.properties
//SOURCES CancellationMessages.java
//SOURCES CancellationRound.java
//SOURCES CancellationWatch.java
//SOURCES ErrorReports.java
package lib.tools.worker.cancellations;
