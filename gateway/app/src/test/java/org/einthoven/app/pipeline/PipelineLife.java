package org.einthoven.app.pipeline;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.einthoven.app.CommitPoints;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.fhir.client.DeliveryResult;
import org.einthoven.app.fhir.client.ReportDelivery;
import org.einthoven.app.fhir.client.ReportDestination;
import org.einthoven.app.fhir.client.StoreDestination;
import org.einthoven.app.ledger.LedgerEntry;
import org.einthoven.app.ledger.LedgerException;
import org.einthoven.camel.EcgComponent;
import org.einthoven.ecg.Encoder;
import org.einthoven.report.fhir.FhirReport;
import org.einthoven.report.fhir.FhirReportSettings;

/** The steps of a gateway and its real routes, from one start to its end, all of them in the thread of a test. */
final class PipelineLife implements AutoCloseable {
    private static final String ROUTES = "classpath:org/einthoven/app/routes/";
    private static final int MOST_MINUTES = 60;
    private static final int TRIES = 600;

    private final PipelineData data;
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final KeptQueues.Routes queues;
    private final ProducerTemplate intakes;
    private final DueWork dueWork;

    /** @param ehr a second receiver, beside the gateway's own store */
    PipelineLife(PipelineData data, Encoder encoder, ReportDestination ehr) throws Exception {
        this.data = data;
        this.queues = data.queues.new Routes();
        List<Outlet> outlets =
                List.of(new Outlet(new StoreDestination("gateway", data.own), TRIES), new Outlet(ehr, TRIES));
        QueueRoom room = new QueueRoom(data.queues::depth, Duration.ZERO, name -> 0);
        InFlight inFlight = InFlight.open(data.folder.resolve("in-flight"));
        new CrashSuspects(data.ledger, data.clock).note(inFlight);
        bind(encoder, outlets, room, inFlight);
        load(outlets);
        context.start();
        intakes = context.createProducerTemplate();
        dueWork = new DueWork(data.ledger.schedule(), outlets, data.queues::depth, room, context);
    }

    private void bind(Encoder encoder, List<Outlet> outlets, QueueRoom room, InFlight inFlight) throws Exception {
        GatewayConfiguration configuration = GatewayConfiguration.read(
                Path.of("src/test/config"),
                Map.of("EINTHOVEN_DATA", data.folder.toString(), "EINTHOVEN_SECURITY", "open"));
        GatewayMetrics metrics = new GatewayMetrics(new SimpleMeterRegistry());
        FhirReport fhir = new FhirReport(FhirReportSettings.drawingsAt(URI.create("http://localhost/drawing")));
        List<String> destinations = outlets.stream().map(Outlet::name).toList();
        Map.of(
                        "encoder", encoder,
                        "archive", new Archive(data.objects, data.ledger, configuration, metrics, inFlight, data.clock),
                        "patients", new AssignedPatients(),
                        "ledger", new LedgerNotes(data.ledger, metrics, TRIES, data.clock),
                        "reports", new Reports(data.ledger, encoder, fhir, destinations, metrics, room, data.clock),
                        "deliveries", new ReportDeliveries(data.ledger, outlets, metrics, data.clock))
                .forEach(context.getRegistry()::bind);
    }

    private void load(List<Outlet> outlets) throws Exception {
        context.addComponent("kept", queues);
        context.addComponent("ecg", new EcgComponent());
        Properties names = new Properties();
        names.put("queue", "kept:");
        for (String side : List.of("producer", "consumer", "consumer.live", "consumer.backfill")) {
            names.put("queue." + side, "");
        }
        context.getPropertiesComponent().setInitialProperties(names);
        // A life that was ended has an exchange that nothing will end.
        context.getShutdownStrategy().setTimeUnit(TimeUnit.MILLISECONDS);
        context.getShutdownStrategy().setTimeout(1);
        for (String file : List.of(
                "10-receive-dicom.yaml",
                "11-receive-fhir.yaml",
                "12-receive-file.yaml",
                "20-interpret.yaml",
                "30-deliver-destination.yaml")) {
            PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.resolveResource(context, ROUTES + file));
        }
        // The listener is not what is looked at.
        AdviceWith.adviceWith(context, "receive-dicom", route -> route.replaceFromWith("direct:receive-dicom"));
        for (Outlet outlet : outlets) {
            TemplatedRouteBuilder.builder(context, "deliver-destination")
                    .routeId("deliver-" + outlet.name())
                    .parameter("destination", outlet.name())
                    .add();
        }
    }

    /**
     * An ECG comes in.
     *
     * @param intake "direct:receive-fhir"
     * @param body as that route has it
     * @return whether the sender hears "success"
     */
    boolean takes(String intake, Object body) {
        Exchange exchange = intakes.send(intake, sent -> {
            sent.setPattern(ExchangePattern.InOnly);
            sent.getMessage().setBody(body);
        });
        return !exchange.isFailed();
    }

    /** Works until nothing is left to be done, while the minutes pass. */
    void settle() throws Exception {
        queues.workOff();
        for (int minute = 0; minute < MOST_MINUTES && !isSettled(); minute++) {
            CommitPoints.reached("after a minute");
            data.clock.now = data.clock.now.plus(Duration.ofMinutes(1));
            dueWork.recover();
            dueWork.sendAll();
            queues.workOff();
        }
    }

    private boolean isSettled() throws LedgerException {
        return data.queues.areEmpty() && data.entries().stream().allMatch(LedgerEntry::settled);
    }

    /** Another receiver, which may be away for a while. */
    static final class Ehr implements ReportDestination {
        private final StoreDestination store;
        private int failures;

        Ehr(PipelineData data, int failures) {
            store = new StoreDestination("ehr", data.ehr);
            this.failures = failures;
        }

        @Override
        public String name() {
            return store.name();
        }

        @Override
        public DeliveryResult deliver(ReportDelivery delivery) {
            if (failures > 0) {
                failures--;
                return new DeliveryResult.RetryLater("the receiver is away");
            }
            return store.deliver(delivery);
        }
    }

    @Override
    public void close() throws IOException {
        dueWork.close();
        context.close();
    }
}
