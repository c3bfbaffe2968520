/** JSON as the project reads and writes it. */
//DEPS com.fasterxml.jackson.core:jackson-annotations:2.22
//DEPS com.fasterxml.jackson.core:jackson-core:2.22.4
//DEPS com.fasterxml.jackson.core:jackson-databind:2.22.4
//DEPS com.fasterxml.jackson.datatype:jackson-datatype-jdk8:2.22.4
//SOURCES Json.java
package lib.base.json;
