/** TLS contexts from PEM files. Loaded only where a connection is encrypted. */
//SOURCES ../config/package-info.java
//SOURCES ../text/package-info.java
//SOURCES PemFile.java
//SOURCES Pkcs8.java
//SOURCES TlsContext.java
//SOURCES TrustEverybody.java
package lib.base.tls;
