/** Files that are written whole or not at all. */
//SOURCES FileReplacement.java
//SOURCES Leftovers.java
//SOURCES PrivateFile.java
package lib.base.files;
