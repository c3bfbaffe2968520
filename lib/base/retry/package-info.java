/** Waiting: pauses between tries, and a limit for the time that others take. */
//SOURCES ../text/package-info.java
//SOURCES Backoff.java
//SOURCES OwnWork.java
//SOURCES Patience.java
//FILES retry_ru.properties=retry_ru.properties
//FILES retry_en.properties=retry_en.properties
package lib.base.retry;
