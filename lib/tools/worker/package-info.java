/** The worker, put together: its two loops, its threads, its start and stop. */
//SOURCES answers/package-info.java
//SOURCES cancellations/package-info.java
//SOURCES routing/package-info.java
//USES servers/package-info.java
//USES status/package-info.java
//SOURCES web/package-info.java
//USES ../../systems/page/package-info.java
//USES ../../base/config/package-info.java
//USES ../../base/text/package-info.java
//SOURCES UniversalWorker.java
//SOURCES WorkerThreads.java
//FILES worker_ru.properties=worker_ru.properties
//FILES worker_en.properties=worker_en.properties
package lib.tools.worker;
