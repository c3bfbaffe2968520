package lib.systems.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lib.systems.camunda.CamundaException;
import lib.systems.rabbitmq.BrokerException;
import lib.systems.rabbitmq.management.ManagementException;

/**
 * How the account was made, beside what its listener was told.
 *
 * @param begun when the engine was looked at first
 * @param ended when it was done
 * @param queues what the looks at the queues have shown
 * @param unreadable tasks of which the engine's list does not tell enough
 * @param engineProblem why the engine's tasks are not all there
 * @param brokerProblem why the queues could not be read
 * @param managementProblem why nobody knows what is in consumers' hands
 * @param allSeen whether the engine shows this user all tasks
 * @param stopped whether somebody ended it before its end
 */
public record AccountReport(
    Instant begun,
    Instant ended,
    List<QueueLook> queues,
    long unreadable,
    Optional<CamundaException> engineProblem,
    Optional<BrokerException> brokerProblem,
    Optional<ManagementException> managementProblem,
    boolean allSeen,
    boolean stopped) {}
