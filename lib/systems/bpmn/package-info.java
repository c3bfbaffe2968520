/** Process models: what a task message says of an activity. */
//SOURCES ../../base/json/package-info.java
//SOURCES BpmnElement.java
//SOURCES ProcessModel.java
//SOURCES UnreadableModel.java
package lib.systems.bpmn;
