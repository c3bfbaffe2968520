/** Process variables as people write them: key=value text, JSON, types. */
//SOURCES ../../base/json/package-info.java
//SOURCES ../../base/text/package-info.java
//SOURCES Enclosure.java
//SOURCES EngineTime.java
//SOURCES JsonText.java
//SOURCES JsonVariable.java
//SOURCES Numbers.java
//SOURCES Slice.java
//SOURCES TypedValue.java
//SOURCES ValueText.java
//SOURCES VariableException.java
//SOURCES VariableInput.java
//SOURCES VariableText.java
//SOURCES VariableType.java
//FILES variables_ru.properties=variables_ru.properties
//FILES variables_en.properties=variables_en.properties
package lib.systems.variables;
