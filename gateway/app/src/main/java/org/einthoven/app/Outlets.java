package org.einthoven.app;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.einthoven.app.configuration.DestinationSettings;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.fhir.client.FhirServerDestination;
import org.einthoven.app.fhir.client.FhirServerSettings;
import org.einthoven.app.fhir.client.StoreDestination;
import org.einthoven.app.pipeline.Outlet;

/** Where reports go, as the configuration names it. */
final class Outlets {
    private static final int TRIES_AT_OWN_STORE = 600;

    private Outlets() {}

    /** The own store first. */
    static List<Outlet> of(GatewayConfiguration configuration, Storage storage, Clock clock) throws IOException {
        List<Outlet> outlets = new ArrayList<>();
        outlets.add(new Outlet(new StoreDestination(Gateway.OWN_STORE, storage.fhirStore()), TRIES_AT_OWN_STORE));
        for (DestinationSettings settings : configuration.destinations()) {
            FhirServerSettings server = FhirServerSettings.of(settings.url(), settings.token(), settings.timeout());
            outlets.add(new Outlet(new FhirServerDestination(settings.name(), server), settings.tries()));
        }
        outlets.addAll(Archives.outlets(configuration, storage.data().emptied("results"), storage, clock));
        return outlets;
    }
}
