package lib.systems.rabbitmq.management;

import java.util.List;

/**
 * The user that the management API knows us as.
 *
 * @param tags e.g. {@code administrator}, {@code monitoring}; empty = no use of the management API
 */
public record UserInfo(String name, List<String> tags) {}
