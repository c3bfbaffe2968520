package lib.tools.worker.status;

import java.util.function.IntSupplier;
import java.util.function.Supplier;
import lib.systems.page.StatusPage.BpmnCache;
import lib.systems.page.StatusPage.InFlight;

/**
 * Where the status gets what it does not count itself.
 *
 * @param unconfirmed messages published and not confirmed yet
 */
public record StatusSource(
    Server engine,
    Broker broker,
    Supplier<InFlight> inFlight,
    IntSupplier unconfirmed,
    Supplier<BpmnCache> models) {}
