package org.einthoven.app;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyFactory;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.service.ServiceHelper;
import org.einthoven.app.archive.CommitmentListener;
import org.einthoven.app.commitment.StorageCommitment;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.intake.IntakeAdmission;
import org.einthoven.app.ledger.Ledger;
import org.einthoven.app.order.OrderSearch;
import org.einthoven.app.pipeline.Archive;
import org.einthoven.app.pipeline.AssignedPatients;
import org.einthoven.app.pipeline.DueWork;
import org.einthoven.app.pipeline.EcgCollection;
import org.einthoven.app.pipeline.GatewayMetrics;
import org.einthoven.app.pipeline.InFlight;
import org.einthoven.app.pipeline.LedgerNotes;
import org.einthoven.app.pipeline.Outlet;
import org.einthoven.app.pipeline.QueueRoom;
import org.einthoven.app.pipeline.ReportDeliveries;
import org.einthoven.app.pipeline.Reports;
import org.einthoven.app.queue.QueueEngine;
import org.einthoven.app.store.ObjectStore;
import org.einthoven.camel.DicomConsumer;
import org.einthoven.dicom.network.DicomNetwork;
import org.einthoven.dicom.network.DicomNetworkProvider;
import org.einthoven.dicom.network.TlsSettings;
import org.einthoven.ecg.Encoder;
import org.einthoven.report.fhir.FhirReport;
import org.einthoven.report.fhir.FhirReportSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes of a gateway in their Camel context. */
final class Routes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

    /** Named by {@code 30-deliver-destination.yaml}. */
    static final String DELIVERY_TEMPLATE = "deliver-destination";

    /** What routes may call by name. */
    static final Map<String, Class<?>> BEANS = Map.of(
            "archive", Archive.class,
            "patients", AssignedPatients.class,
            "orders", OrderSearch.class,
            "collection", EcgCollection.class,
            "ledger", LedgerNotes.class,
            "reports", Reports.class,
            "deliveries", ReportDeliveries.class);

    /** What is under way ends in a second or two; a destination that does not answer would take a minute. */
    private static final int DRAIN_SECONDS = 15;

    private final List<String> listeners = new ArrayList<>();
    private final Main main = new Main();
    private volatile boolean started;
    /** One for all that send: each must know of what the others sent. */
    private @Nullable QueueRoom room;

    /** What the routes work with. */
    record Services(
            GatewayConfiguration configuration,
            URI baseUrl,
            QueueEngine queues,
            IntakeAdmission admission,
            ObjectStore objects,
            Ledger ledger,
            Encoder encoder,
            List<Outlet> outlets,
            MeterRegistry registry,
            GatewayMetrics metrics,
            EcgCollection collection,
            InFlight inFlight,
            StorageCommitment commitment,
            Clock clock) {
        int interpretTries() {
            return Integer.parseInt(RouteProperties.of(configuration).get(RouteProperties.INTERPRET_TRIES));
        }

        QueueRoom room() {
            Map<String, Outlet> byName = outlets.stream().collect(Collectors.toMap(Outlet::name, outlet -> outlet));
            return new QueueRoom(queues::depth, queues.depthAge(), name -> Optional.ofNullable(byName.get(name))
                    .map(Outlet::takenPerSecond)
                    .orElse(0L));
        }

        List<String> destinations() {
            return outlets.stream().map(Outlet::name).toList();
        }
    }

    /** Starts all routes but those that listen for DICOM. */
    void start(Services services) throws Exception {
        Map<String, String> properties = RouteProperties.of(services.configuration());
        properties.forEach(main::addInitialProperty);
        bind(services);
        main.configure()
                .withName("einthoven")
                .withRoutesIncludePattern(
                        RouteFiles.of(services.configuration().routes()).includePattern())
                .withStreamCachingEnabled(false)
                .withShutdownTimeout(DRAIN_SECONDS)
                .withAutoConfigurationEnvironmentVariablesEnabled(false)
                .withAutoConfigurationSystemPropertiesEnabled(false)
                .withAutoConfigurationLogSummary(false);
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeInitialize(BaseMainSupport starting) {
                readNoForeignProperties(starting.getCamelContext());
            }

            @Override
            public void afterConfigure(BaseMainSupport configured) {
                prepare(configured.getCamelContext(), services);
            }
        });
        // Camel's own strategy would wait for its own signal handler; the gateway stops its parts in order itself.
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        main.start();
        started = true;
    }

    private void bind(Services services) {
        Clock clock = services.clock();
        FhirReport fhir = new FhirReport(FhirReportSettings.drawingsAt(
                URI.create(services.baseUrl().toString().replaceFirst("/+$", "") + "/drawing")));
        services.queues().bind(main::bind);
        main.bind("admission", services.admission());
        main.bind("dicomNetwork", dicomNetwork(services.configuration().dicom().engine()));
        TlsSettings tls = services.configuration().dicom().tls();
        if (tls != null) {
            main.bind("dicomTls", tls);
        }
        main.bind("storageCommitment", services.commitment().provider());
        CommitmentListener listener = Archives.listener(services.configuration(), services.ledger());
        if (listener != null) {
            main.bind("archiveCommitment", listener);
        }
        main.bind("encoder", services.encoder());
        main.bind(
                "archive",
                new Archive(
                        services.objects(),
                        services.ledger(),
                        services.configuration(),
                        services.metrics(),
                        services.inFlight(),
                        clock));
        main.bind("patients", new AssignedPatients());
        main.bind("orders", new OrderSearch(Worklists.of(services.configuration()), clock));
        main.bind("collection", services.collection());
        main.bind("ledger", new LedgerNotes(services.ledger(), services.metrics(), services.interpretTries(), clock));
        main.bind(
                "reports",
                new Reports(
                        services.ledger(),
                        services.encoder(),
                        fhir,
                        Archives.writer(services.configuration(), services.objects()),
                        services.destinations(),
                        services.metrics(),
                        room(services),
                        clock));
        main.bind("deliveries", new ReportDeliveries(services.ledger(), services.outlets(), services.metrics(), clock));
    }

    /** An engine that is not there was a fault of the configuration. */
    static DicomNetwork dicomNetwork(String engine) {
        return DicomNetworkProvider.named(engine).orElseThrow().create();
    }

    /**
     * Camel would let any environment variable stand above a placeholder of its name, and Kubernetes makes a DICOM_PORT
     * of its own for a service that is called "dicom".
     */
    private static void readNoForeignProperties(CamelContext context) {
        PropertiesComponent properties = (PropertiesComponent) context.getPropertiesComponent();
        properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        properties.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
    }

    private void prepare(CamelContext context, Services services) {
        MicrometerRoutePolicyFactory policies = new MicrometerRoutePolicyFactory();
        policies.setMeterRegistry(services.registry());
        context.addRoutePolicyFactory(policies);
        for (RouteDefinition route : ((ModelCamelContext) context).getRouteDefinitions()) {
            boolean listens = route.getInput().getEndpointUri().startsWith("dicom:");
            if (listens && !"false".equals(route.getAutoStartup())) {
                route.setAutoStartup("false");
                listeners.add(route.idOrCreate(
                        context.getCamelContextExtension().getContextPlugin(org.apache.camel.spi.NodeIdFactory.class)));
            }
        }
        for (String destination : services.destinations()) {
            TemplatedRouteBuilder.builder(context, DELIVERY_TEMPLATE)
                    .routeId("deliver-" + destination)
                    .parameter("destination", destination)
                    .add();
        }
    }

    private QueueRoom room(Services services) {
        QueueRoom known = room;
        if (known == null) {
            known = services.room();
            room = known;
        }
        return known;
    }

    CamelContext context() {
        return Objects.requireNonNull(main.getCamelContext());
    }

    /** Begins to send what is due for another try. */
    DueWork startDueWork(Services services) {
        return new DueWork(
                        services.ledger().schedule(),
                        services.outlets(),
                        services.queues()::depth,
                        room(services),
                        context())
                .start();
    }

    void startListeners() throws Exception {
        for (String route : listeners) {
            context().getRouteController().startRoute(route);
        }
    }

    void stopListeners() throws Exception {
        for (String route : listeners) {
            context().getRouteController().stopRoute(route);
        }
    }

    int dicomPort() {
        return context().getRoutes().stream()
                .map(Route::getConsumer)
                .filter(DicomConsumer.class::isInstance)
                .mapToInt(consumer -> ((DicomConsumer) consumer).port())
                .findFirst()
                .orElse(-1);
    }

    /** Why ECGs are not taken, or null when every route that should run does. */
    @Nullable
    String problem() {
        if (!started) {
            return "the routes have not started";
        }
        for (Route route : context().getRoutes()) {
            ServiceStatus status = context().getRouteController().getRouteStatus(route.getRouteId());
            boolean wanted = route.isAutoStartup() || listeners.contains(route.getRouteId());
            if (wanted && !status.isStarted()) {
                return "the route " + route.getRouteId() + " is "
                        + status.name().toLowerCase(java.util.Locale.ROOT);
            }
        }
        return null;
    }

    /**
     * Stops to take messages. While Camel waits for what is under way its JMS consumers would go on taking more; each of
     * them, stopped by itself, ends the message that it has and commits it.
     */
    private void stopTaking() {
        ExecutorService all = Executors.newCachedThreadPool();
        for (Route route : context().getRoutes()) {
            if (!route.getEndpoint().getEndpointUri().startsWith("direct:")) {
                all.execute(() -> ServiceHelper.stopService(route.getConsumer()));
            }
        }
        all.shutdown();
        try {
            if (!all.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn(
                        "Not all that was under way ended within {} s; it is done again at the next start",
                        DRAIN_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (started) {
            started = false;
            stopTaking();
        }
        main.stop();
    }
}
