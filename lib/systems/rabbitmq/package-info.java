/**
 * The broker over AMQP 0-9-1: connections that recover, publishing with confirms, subscriptions.
 */
//DEPS com.rabbitmq:amqp-client:5.37.0
//DEPS org.slf4j:slf4j-api:2.0.20
//SOURCES ../../base/config/package-info.java
//SOURCES ../../base/retry/package-info.java
//SOURCES ../../base/text/package-info.java
//SOURCES ../../base/tls/package-info.java
//SOURCES Alteration.java
//SOURCES BrokerConnector.java
//SOURCES BrokerException.java
//SOURCES BrokerFailure.java
//SOURCES BrokerLink.java
//SOURCES BrokerQuestions.java
//SOURCES ChannelClose.java
//SOURCES Channels.java
//SOURCES CheckedConnectionFactory.java
//SOURCES CheckedFrames.java
//SOURCES ContentHeader.java
//SOURCES Inequivalence.java
//SOURCES Publisher.java
//SOURCES PublisherChannel.java
//SOURCES QuietExceptionHandler.java
//SOURCES ReadableHeader.java
//SOURCES Receipt.java
//SOURCES RefusedDeclaration.java
//SOURCES SendableMessage.java
//SOURCES Subscription.java
//SOURCES Topology.java
//SOURCES TopologyLook.java
//SOURCES TopologySetup.java
//FILES rabbitmq_ru.properties=rabbitmq_ru.properties
//FILES rabbitmq_en.properties=rabbitmq_en.properties
package lib.systems.rabbitmq;
