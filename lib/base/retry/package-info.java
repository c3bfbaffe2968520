/** Pauses between tries. */
//SOURCES Backoff.java
package lib.base.retry;
