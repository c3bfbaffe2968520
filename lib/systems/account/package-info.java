/**
 * Where every task is: the engine's external tasks held against the messages of all queues. Only
 * looks; prints nothing, asks nobody.
 */
//USES ../camunda/package-info.java
//SOURCES ../messages/package-info.java
//USES ../rabbitmq/package-info.java
//USES ../rabbitmq/management/package-info.java
//USES ../topology/package-info.java
//USES ../../base/config/package-info.java
//USES ../../base/json/package-info.java
//USES ../../base/text/package-info.java
//SOURCES Account.java
//SOURCES AccountException.java
//SOURCES AccountListener.java
//SOURCES AccountOptions.java
//SOURCES AccountQueue.java
//SOURCES AccountReport.java
//SOURCES AccountedMessage.java
//SOURCES AccountedTask.java
//SOURCES BodyScan.java
//SOURCES Classification.java
//SOURCES Evidence.java
//SOURCES FirstLook.java
//SOURCES GoneTasks.java
//SOURCES HoldLimit.java
//SOURCES MessageAccount.java
//SOURCES MessageIdentity.java
//SOURCES MessageIndex.java
//SOURCES QueueAccount.java
//SOURCES QueueList.java
//SOURCES QueueLook.java
//SOURCES QueueSearch.java
//SOURCES Sighting.java
//SOURCES TaskClass.java
//SOURCES Todo.java
//FILES account_ru.properties=account_ru.properties
//FILES account_en.properties=account_en.properties
package lib.systems.account;
