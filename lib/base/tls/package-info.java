/**
 * TLS contexts from PEM files. Loaded only where a connection is encrypted.
 *
 * <p>The files are read here and not by sslcontext-kickstart-for-pem (9.1.0), which was tried: with
 * Bouncy Castle it is 10.7 MB more for every tool, takes twice the processor time for a key and its
 * certificate, and its sentences name neither the file nor what is wrong with it ("Received an
 * unsupported private key type").
 */
//SOURCES ../config/package-info.java
//USES ../text/package-info.java
//SOURCES PemFile.java
//SOURCES Pkcs8.java
//SOURCES TlsContext.java
//SOURCES TrustEverybody.java
//FILES tls_ru.properties=tls_ru.properties
//FILES tls_en.properties=tls_en.properties
package lib.base.tls;
