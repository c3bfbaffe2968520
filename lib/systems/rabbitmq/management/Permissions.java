package lib.systems.rabbitmq.management;

/** A user's rights in a virtual host: regular expressions over the names of objects. */
public record Permissions(String configure, String write, String read) {}
