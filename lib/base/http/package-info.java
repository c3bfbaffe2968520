/** HTTP exchanges with a limit over the whole answer, in time and in size. */
//SOURCES ../text/package-info.java
//SOURCES Authority.java
//SOURCES HttpFailure.java
//SOURCES JsonHttp.java
//SOURCES LimitedBody.java
//SOURCES NetworkReason.java
//SOURCES WithoutTls.java
//FILES http_ru.properties=http_ru.properties
//FILES http_en.properties=http_en.properties
package lib.base.http;
