/** Files that are written whole or not at all. */
//SOURCES FileReplacement.java
package lib.base.files;
