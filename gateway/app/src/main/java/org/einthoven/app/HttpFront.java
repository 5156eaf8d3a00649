package org.einthoven.app;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.einthoven.app.api.ApiServlet;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.configuration.HttpSettings;
import org.einthoven.app.configuration.Security;
import org.einthoven.app.fhir.DrawingServlet;
import org.einthoven.app.fhir.FhirEndpoint;
import org.einthoven.app.http.FrontPageServlet;
import org.einthoven.app.http.HealthServlet;
import org.einthoven.app.http.HttpAccess;
import org.einthoven.app.http.HttpServer;
import org.einthoven.app.http.MetricsServlet;
import org.einthoven.app.http.Mount;
import org.einthoven.app.http.ReadinessCheck;
import org.einthoven.app.intake.IntakeServlet;
import org.einthoven.app.intake.StowServlet;
import org.einthoven.app.job.RebuildServlet;
import org.einthoven.app.job.Upkeep;
import org.einthoven.app.ledger.Ledger;
import org.einthoven.app.pipeline.OriginalDrawings;
import org.einthoven.codecs.EcgDecoder;
import org.einthoven.dicomweb.StowReceiver;
import org.einthoven.dicomweb.StowSettings;

/** What stands on the gateway's one HTTP server, and where. */
final class HttpFront {
    private HttpFront() {}

    static org.einthoven.app.http.HttpSettings settings(GatewayConfiguration configuration) {
        HttpSettings http = configuration.http();
        HttpAccess access =
                configuration.security() == Security.OPEN ? HttpAccess.open() : HttpAccess.tokens(http.bearerTokens());
        return new org.einthoven.app.http.HttpSettings(
                http.bind().getHostAddress(),
                http.port(),
                access,
                org.einthoven.app.http.HttpSettings.DEFAULT_MAX_BODY_BYTES,
                Duration.ofSeconds(30));
    }

    static List<Mount> mounts(
            GatewayConfiguration configuration,
            Storage storage,
            Intakes intakes,
            PrometheusMeterRegistry registry,
            Upkeep upkeep,
            List<String> destinations,
            List<ReadinessCheck> checks)
            throws IOException {
        Ledger ledger = storage.ledger();
        return List.of(
                FhirEndpoint.mount(storage.fhirStore(), intakes.fhir()),
                DrawingServlet.mount(
                        new OriginalDrawings(storage.objects(), ledger, EcgDecoder.standard(), configuration)),
                HealthServlet.mount(checks, storage.queues()::mustRestart),
                MetricsServlet.mount(registry),
                ApiServlet.mount(ledger, storage.objects(), destinations),
                IntakeServlet.mount(intakes.files()),
                StowServlet.mount(intakes.admission(), stowReceiver(configuration, storage, intakes)),
                RebuildServlet.mount(upkeep),
                FrontPageServlet.mount());
    }

    private static StowReceiver stowReceiver(GatewayConfiguration configuration, Storage storage, Intakes intakes)
            throws IOException {
        StowSettings standard =
                StowSettings.of(configuration.dicom().aeTitle(), storage.data().emptied("stow"));
        long mostBytes = (long) configuration.dicom().maxObjectMegabytes() << 20;
        return new StowReceiver(
                standard.withLimits(standard.maximumParts(), mostBytes, standard.maximumHeaderSize()), intakes.stow());
    }

    /** How others reach the server. */
    static URI baseUrl(GatewayConfiguration configuration, HttpServer http) {
        URI configured = configuration.http().baseUrl();
        return configured == null ? http.address() : configured;
    }
}
