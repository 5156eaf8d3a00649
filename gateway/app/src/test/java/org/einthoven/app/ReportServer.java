package org.einthoven.app;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.einthoven.app.fhir.EcgIntake;
import org.einthoven.app.fhir.FhirEndpoint;
import org.einthoven.app.fhir.FhirStore;
import org.einthoven.app.fhir.IntakeException;
import org.einthoven.app.http.HttpAccess;
import org.einthoven.app.http.HttpServer;
import org.einthoven.app.http.HttpSettings;

/** A FHIR server that reports are delivered to: a gateway's own, without the gateway. */
final class ReportServer implements AutoCloseable {
    private final FhirStore store;
    private final HttpServer http;

    private ReportServer(FhirStore store, HttpServer http) {
        this.store = store;
        this.http = http;
    }

    /**
     * On a free port.
     *
     * @param folder what it has; may be empty
     */
    static ReportServer start(Path folder) throws IOException {
        FhirStore store = FhirStore.open(Files.createDirectories(folder).resolve("fhir.db"));
        EcgIntake none = (original, contentType) -> {
            throw new IntakeException(IntakeException.Kind.UNREADABLE, "it takes reports only");
        };
        try {
            return new ReportServer(
                    store,
                    HttpServer.start(
                            HttpSettings.loopback(0, HttpAccess.open()), List.of(FhirEndpoint.mount(store, none))));
        } catch (IOException e) {
            store.close();
            throw e;
        }
    }

    URI address() {
        return http.address();
    }

    @Override
    public void close() {
        http.close();
        store.close();
    }
}
