/** The worker's status page: its JSON, as the worker writes it and the tools read it. */
//SOURCES ../../base/json/package-info.java
//SOURCES HealthPage.java
//SOURCES LoopsPage.java
//SOURCES StatusPage.java
package lib.systems.page;
