/** HTTP exchanges with a limit over the whole answer, in time and in size. */
//SOURCES Authority.java
//SOURCES HttpFailure.java
//SOURCES JsonHttp.java
//SOURCES LimitedBody.java
//SOURCES WithoutTls.java
package lib.base.http;
