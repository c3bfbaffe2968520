/**
 * Texts in two languages, messages with arguments, exit codes, and the exception whose message is
 * for users.
 */
//JAVAC_OPTIONS -XDstringConcat=inline
//SOURCES Bundles.java
//SOURCES Coded.java
//SOURCES DisplayWidth.java
//SOURCES ExitCode.java
//SOURCES Finding.java
//SOURCES Html.java
//SOURCES Language.java
//SOURCES LocalClock.java
//SOURCES Message.java
//SOURCES Printable.java
//SOURCES Reason.java
//SOURCES ServerException.java
//SOURCES Severity.java
//SOURCES Texts.java
//SOURCES UnpackedText.java
//SOURCES UserException.java
//FILES text_ru.properties=text_ru.properties
//FILES text_en.properties=text_en.properties
package lib.base.text;
