/** Waiting before another try. */
//SOURCES Backoff.java
package lib.base.retry;
