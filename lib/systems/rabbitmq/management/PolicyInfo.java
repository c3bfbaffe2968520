package lib.systems.rabbitmq.management;

import java.util.Map;

/** A policy of the virtual host: settings that apply to exchanges or queues by their names. */
public record PolicyInfo(String name, Map<String, Object> definition) {}
