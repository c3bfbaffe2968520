/** The worker, put together: its two loops, its threads, its start and stop. */
//SOURCES answers/package-info.java
//SOURCES cancellations/package-info.java
//SOURCES routing/package-info.java
//SOURCES servers/package-info.java
//SOURCES status/package-info.java
//SOURCES web/package-info.java
//SOURCES ../../systems/page/package-info.java
//SOURCES ../../base/config/package-info.java
//SOURCES ../../base/text/package-info.java
//SOURCES UniversalWorker.java
//SOURCES WorkerThreads.java
//FILES worker_ru.properties=worker_ru.properties
//FILES worker_en.properties=worker_en.properties
package lib.tools.worker;
