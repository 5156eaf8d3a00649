package org.einthoven.app;

import static org.einthoven.app.Storage.opened;

import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.einthoven.app.commitment.StorageCommitment;
import org.einthoven.app.configuration.ConfigurationFault;
import org.einthoven.app.configuration.ConfigurationRemarks;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.configuration.StorageSettings;
import org.einthoven.app.encoder.EncoderMetrics;
import org.einthoven.app.encoder.GatewayEncoder;
import org.einthoven.app.http.HttpServer;
import org.einthoven.app.http.ReadinessCheck;
import org.einthoven.app.job.Upkeep;
import org.einthoven.app.ledger.EcgFilter;
import org.einthoven.app.ledger.Lane;
import org.einthoven.app.ledger.Ledger;
import org.einthoven.app.ledger.LedgerEntry;
import org.einthoven.app.ledger.LedgerException;
import org.einthoven.app.ledger.Step;
import org.einthoven.app.pipeline.CrashSuspects;
import org.einthoven.app.pipeline.EcgCollection;
import org.einthoven.app.pipeline.GatewayMetrics;
import org.einthoven.app.pipeline.InFlight;
import org.einthoven.app.pipeline.LedgerGauges;
import org.einthoven.app.pipeline.Outlet;
import org.einthoven.app.pipeline.Queues;
import org.einthoven.app.queue.QueueEngine;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.ecg.Encoder;
import org.einthoven.ecg.ModelCard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * A running gateway. Its parts start so that nothing is acknowledged before it can be kept: queues, stores, the
 * encoder, the HTTP server (which answers 503 to ECGs until the routes run), the routes, and the DICOM listener last.
 */
public final class Gateway implements AutoCloseable {
    /** The gateway's own FHIR store among the destinations. */
    public static final String OWN_STORE = "gateway";

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private final Ledger ledger;
    private final Encoder encoder;
    private final HttpServer http;
    private final Routes routes;
    private final Upkeep upkeep;
    private final Deque<AutoCloseable> parts;

    /** Where the encoder comes from. */
    @FunctionalInterface
    interface EncoderSource {
        Encoder open(GatewayConfiguration configuration) throws IOException;
    }

    private Gateway(
            Ledger ledger, Encoder encoder, HttpServer http, Routes routes, Upkeep upkeep, Deque<AutoCloseable> parts) {
        this.ledger = ledger;
        this.encoder = encoder;
        this.http = http;
        this.routes = routes;
        this.upkeep = upkeep;
        this.parts = parts;
    }

    /**
     * Starts a gateway; it takes ECGs when this method returns.
     *
     * @throws GatewayException with one sentence when it cannot
     */
    public static Gateway start(GatewayConfiguration configuration) throws GatewayException {
        return start(configuration, GatewayEncoder::open);
    }

    static Gateway start(GatewayConfiguration configuration, EncoderSource encoders) throws GatewayException {
        return start(configuration, encoders, Clock.systemUTC());
    }

    static Gateway start(GatewayConfiguration configuration, EncoderSource encoders, Clock clock)
            throws GatewayException {
        logInOnePlace();
        Deque<AutoCloseable> parts = new ArrayDeque<>();
        try {
            refuseFaultyRoutes(configuration);
            return assemble(configuration, encoders, clock, parts);
        } catch (Exception e) {
            closeAll(parts);
            throw e instanceof GatewayException known
                    ? known
                    : new GatewayException("the gateway cannot start: " + messageOf(e), e);
        }
    }

    private static Gateway assemble(
            GatewayConfiguration configuration, EncoderSource encoders, Clock clock, Deque<AutoCloseable> parts)
            throws Exception {
        Storage storage = Storage.open(configuration, clock, parts);
        Ledger ledger = storage.ledger();
        Encoder encoder = opened(parts, encoders.open(configuration));
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        List<Outlet> outlets = Outlets.of(configuration, storage, clock);
        gauge(registry, storage.queues(), encoder, outlets);
        outlets.forEach(outlet -> parts.push(outlet.destination()));

        Intakes intakes = Intakes.of(configuration, storage, registry);
        Upkeep upkeep = Upkeep.of(
                configuration,
                ledger,
                storage.objects(),
                outlets.stream().map(Outlet::destination).toList(),
                new Upkeep.Sources(intakes.files(), intakes.pulled()),
                Pulls.of(configuration, storage.data().emptied("fetched"), clock),
                registry,
                clock);
        List<String> destinations = outlets.stream().map(Outlet::name).toList();
        new LedgerGauges(ledger, destinations, clock).register(registry);
        ConfigurationRemarks.atStart(configuration).forEach(remark -> LOG.warn("Is this meant? {}", remark));
        tellUnserved(ledger, destinations);
        tellUnsharedOriginals(ledger, configuration.storage());
        GatewayMetrics metrics = new GatewayMetrics(registry);
        EcgCollection collection = opened(parts, EcgCollection.open(configuration.collection(), metrics));
        InFlight inFlight = opened(parts, InFlight.open(storage.data().resolve("in-flight")));
        new CrashSuspects(ledger, clock).note(inFlight);

        StorageCommitment commitment = StorageCommitment.of(
                configuration.dicom(),
                Routes.dicomNetwork(configuration.dicom().engine()),
                ledger.commitments(),
                storage.objects(),
                clock);
        StorageCommitment.gauge(registry, ledger.commitments());

        Routes routes = new Routes();
        // A report names the address of its drawing, so the port must be known before the first is written.
        HttpServer http = HttpServer.start(
                HttpFront.settings(configuration),
                HttpFront.mounts(
                        configuration,
                        storage,
                        intakes,
                        registry,
                        upkeep,
                        destinations,
                        List.of(
                                new ReadinessCheck("ledger", storage::problemOfLedger),
                                new ReadinessCheck("queues", storage.queues()::problem),
                                new ReadinessCheck("routes", routes::problem))));
        parts.push(routes);
        // Above the routes, so that it is closed before them: the listeners stop first.
        parts.push(http);
        Routes.Services services = new Routes.Services(
                configuration,
                HttpFront.baseUrl(configuration, http),
                storage.queues(),
                intakes.admission(),
                storage.objects(),
                ledger,
                encoder,
                outlets,
                registry,
                metrics,
                collection,
                inFlight,
                commitment,
                clock);
        routes.start(services);
        intakes.open(routes.context());
        opened(parts, routes.startDueWork(services));
        opened(parts, upkeep.start());
        opened(parts, commitment.start());
        routes.startListeners();
        parts.push(routes::stopListeners);
        LOG.info("The gateway is ready: DICOM {}, HTTP {}", routes.dicomPort(), http.address());
        return new Gateway(ledger, encoder, http, routes, upkeep, parts);
    }

    /** Camel would start some of them and leave others out; the built-in ones alone were checked by the build. */
    private static void refuseFaultyRoutes(GatewayConfiguration configuration) throws IOException, GatewayException {
        if (configuration.routes() == null && configuration.properties().isEmpty()) {
            return;
        }
        List<ConfigurationFault> faults = ConfigurationCheck.routeFaults(configuration, configuration.routes());
        if (!faults.isEmpty()) {
            throw new GatewayException(
                    faults.stream().map(ConfigurationFault::toString).collect(Collectors.joining("\n")));
        }
    }

    /** The DICOM engine needs the JDK only and logs by java.util.logging. */
    private static void logInOnePlace() {
        if (!SLF4JBridgeHandler.isInstalled()) {
            SLF4JBridgeHandler.removeHandlersForRootLogger();
            SLF4JBridgeHandler.install();
        }
    }

    /** What waits for a destination that was taken out of the configuration waits for ever. */
    private static void tellUnserved(Ledger ledger, List<String> destinations) throws IOException {
        ledger.search()
                .waitingElsewhere(destinations)
                .forEach((destination, waiting) -> LOG.warn(
                        "{} reports wait for {}, which is no destination of this configuration: name it there again, or"
                                + " withdraw them (einthoven replay --withdraw --destination {})",
                        waiting,
                        destination,
                        destination));
    }

    /** A node that dies leaves its ECGs to the others, who need the originals. */
    private static void tellUnsharedOriginals(Ledger ledger, StorageSettings storage) throws IOException {
        if (storage.ledger() == null || storage.sharedObjects() != null) {
            return;
        }
        for (String node : ledger.search().recentNodes()) {
            if (!node.equals(storage.node())) {
                LOG.warn(
                        "The node {} used this ledger lately, but the originals lie in this node's own folder: nodes that"
                                + " share a ledger need objects in a folder that they share, or neither can read what"
                                + " came to the other",
                        node);
            }
        }
    }

    private static void gauge(
            PrometheusMeterRegistry registry, QueueEngine engine, Encoder encoder, List<Outlet> outlets) {
        List<String> queues = new ArrayList<>();
        for (Lane lane : Lane.values()) {
            queues.add(Queues.of(lane));
        }
        for (Outlet outlet : outlets) {
            queues.add(Queues.ofDestination(outlet.name()));
            registry.gauge(
                    "einthoven.destination.answers", Tags.of("destination", outlet.name()), outlet, Outlet::closed);
        }
        for (String queue : queues) {
            registry.gauge("einthoven.queue.messages", Tags.of("queue", queue), engine, e -> e.depth(queue));
        }
        EncoderMetrics.bind(registry, encoder);
    }

    /** The port of the DICOM listener; -1 where no route listens. */
    public int dicomPort() {
        return routes.dicomPort();
    }

    public int httpPort() {
        return http.port();
    }

    /** The address of the HTTP server on this machine; FHIR stands at /fhir below it. */
    public URI httpAddress() {
        return http.address();
    }

    public ModelCard model() {
        return encoder.model();
    }

    /** Where every ECG stands that ever came in, in the order in which it came. */
    public List<LedgerEntry> entries() throws IOException {
        return ledger.search().list(EcgFilter.ALL, 0, Integer.MAX_VALUE);
    }

    /** Where the bytes stand that a sender's object or resource consists of, named by SHA-256. */
    public Optional<LedgerEntry> entry(ObjectHash object) throws IOException {
        return ledger.search().find(object);
    }

    /** An ECG's whole way, step by step. */
    public List<Step> way(ObjectHash object) throws IOException {
        return ledger.search().way(object);
    }

    /** Where the ECGs stand that came from one source, named by SOP Instance UID or other identifier. */
    public List<LedgerEntry> entriesOf(String sourceIdentifier) throws IOException {
        return ledger.search().list(EcgFilter.of(sourceIdentifier), 0, Integer.MAX_VALUE);
    }

    /** The FHIR transaction of a report as JSON, as it was made. */
    public Optional<String> reportJson(String reportId) throws IOException {
        return ledger.reports().bundle(reportId).map(json -> new String(json, StandardCharsets.UTF_8));
    }

    /** Has every original read again that the ledger does not know. */
    public void rebuildLedger() throws IOException {
        upkeep.rebuildLedger();
    }

    /** Stops: takes nothing new, ends what is under way, and leaves the rest in the queues for the next start. */
    @Override
    public void close() {
        LOG.info("The gateway stops");
        closeAll(parts);
    }

    private static synchronized void closeAll(Deque<AutoCloseable> parts) {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                LOG.warn("While stopping: {}", e.toString());
            }
        }
    }

    private static String messageOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root && !isWordedHere(root)) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    /** Those of the gateway's own parts say which port, which folder, which database. */
    private static boolean isWordedHere(Throwable failure) {
        return failure.getClass() == IOException.class || failure instanceof LedgerException;
    }
}
