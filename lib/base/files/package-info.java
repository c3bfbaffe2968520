/** Files that are written whole or not at all. */
//SOURCES ../text/package-info.java
//SOURCES FileProblem.java
//SOURCES FileReplacement.java
//SOURCES Leftovers.java
//SOURCES PackedFile.java
//SOURCES PrivateFile.java
//SOURCES UnwrittenFile.java
//FILES files_ru.properties=files_ru.properties
//FILES files_en.properties=files_en.properties
package lib.base.files;
