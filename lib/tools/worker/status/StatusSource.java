package lib.tools.worker.status;

import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import lib.systems.camunda.OwedAnswers;
import lib.systems.page.StatusPage.BpmnCache;
import lib.systems.page.StatusPage.InFlight;

/**
 * Where the status gets what it does not count itself.
 *
 * @param unconfirmed messages published and not confirmed yet
 * @param owed what the systems owed when the engine was asked last; empty if it could not be asked
 */
public record StatusSource(
    Server engine,
    Broker broker,
    Supplier<InFlight> inFlight,
    IntSupplier unconfirmed,
    Supplier<BpmnCache> models,
    Supplier<Optional<OwedAnswers>> owed) {}
