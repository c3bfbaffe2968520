/** The worker's status page: its JSON, as the worker writes it and the tools read it. */
//SOURCES ../../base/http/package-info.java
//SOURCES ../../base/json/package-info.java
//SOURCES HealthPage.java
//SOURCES HistoryPage.java
//SOURCES LoopsPage.java
//SOURCES PageClient.java
//SOURCES StatusPage.java
//SOURCES WorkerAnswer.java
package lib.systems.page;
