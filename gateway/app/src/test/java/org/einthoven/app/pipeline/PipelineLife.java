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
import org.einthoven.app.TestGateways;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.fhir.client.DeliveryResult;
import org.einthoven.app.fhir.client.ReportDelivery;
import org.einthoven.app.fhir.client.ReportDestination;
import org.einthoven.app.fhir.client.StoreDestination;
import org.einthoven.app.ledger.LedgerEntry;
import org.einthoven.app.ledger.LedgerException;
import org.einthoven.app.order.OrderSearch;
import org.einthoven.camel.EcgComponent;
import org.einthoven.ecg.Encoder;
import org.einthoven.ecg.EncoderException;
import org.einthoven.ecg.Inference;
import org.einthoven.ecg.ModelCard;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.report.fhir.FhirReport;
import org.einthoven.report.fhir.FhirReportSettings;

/** The steps of a gateway and its real routes, from one start to its end, all of them in the thread of a test. */
final class PipelineLife implements AutoCloseable {
    /** Told to who listens to the commits, before each look at what is due. */
    static final String A_MINUTE = "a minute passes";

    private static final String EHR = "ehr";
    private static final int BUSY_DEPTH = 16;
    private static final String ROUTES = "classpath:org/einthoven/app/routes/";
    private static final int MOST_MINUTES = 60;
    private static final int TRIES = 600;

    private final PipelineData data;
    private final ChangedEncoder encoder = new ChangedEncoder();
    private final Ehr ehr;
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final KeptQueues.Routes queues;
    private final ProducerTemplate intakes;
    private final DueWork dueWork;

    PipelineLife(PipelineData data) throws Exception {
        this.data = data;
        this.ehr = new Ehr(data);
        this.queues = data.queues.new Routes();
        List<Outlet> outlets =
                List.of(new Outlet(new StoreDestination("gateway", data.own), TRIES), new Outlet(ehr, TRIES));
        QueueRoom room = new QueueRoom(this::depth, Duration.ZERO, name -> 0);
        InFlight inFlight = InFlight.open(data.folder.resolve("in-flight"));
        new CrashSuspects(data.ledger, data.clock).note(inFlight);
        bind(outlets, room, inFlight);
        load(outlets);
        context.start();
        intakes = context.createProducerTemplate();
        dueWork = new DueWork(
                data.ledger.schedule(),
                outlets,
                this::depth,
                room,
                context,
                () -> TimeUnit.MILLISECONDS.toNanos(data.clock.millis()));
    }

    PipelineData data() {
        return data;
    }

    /** From now on the encoder and the second receiver are these. */
    PipelineLife with(Encoder reader, Receiver receiver) {
        encoder.delegate = reader;
        ehr.receiver = receiver;
        ehr.asked = false;
        return this;
    }

    private long depth(String queue) {
        boolean busy = ehr.receiver == Receiver.BUSY && queue.equals(Queues.ofDestination(EHR));
        return data.queues.depth(queue) + (busy ? BUSY_DEPTH : 0);
    }

    private void bind(List<Outlet> outlets, QueueRoom room, InFlight inFlight) throws Exception {
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
                        "orders", new OrderSearch(null, data.clock),
                        "collection", EcgCollection.open(null, metrics),
                        "ledger", new LedgerNotes(data.ledger, metrics, TRIES, data.clock),
                        "reports",
                                new Reports(
                                        data.ledger,
                                        encoder,
                                        fhir,
                                        TestResults.none(data.objects),
                                        destinations,
                                        metrics,
                                        room,
                                        data.clock),
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
                "13-receive-pulled.yaml",
                "14-receive-dicomweb.yaml",
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

    /** Works until nothing is left in the queues. */
    void workOff() throws Exception {
        queues.workOff();
    }

    /** Works until nothing is left to be done, while the minutes pass. */
    void settle() throws Exception {
        queues.workOff();
        for (int minute = 0; minute < MOST_MINUTES && !isSettled(); minute++) {
            CommitPoints.reached(A_MINUTE);
            data.clock.now = data.clock.now.plus(Duration.ofMinutes(1));
            dueWork.recover();
            dueWork.sendAll();
            queues.workOff();
        }
    }

    /**
     * A minute in which nothing is due. A life that has just started has not looked whose turn it is, and a report out of an archive
     * would wait for one round more in it than in one that has.
     */
    void idle() throws Exception {
        data.clock.now = data.clock.now.plus(Duration.ofMinutes(1));
        dueWork.sendAll();
    }

    private boolean isSettled() throws LedgerException {
        return data.queues.areEmpty() && data.entries().stream().allMatch(LedgerEntry::settled);
    }

    /** How the second receiver, beside the gateway's own store, behaves. */
    enum Receiver {
        WILLING,
        AWAY_ONCE,
        REFUSING,
        /** So slow that its queue is never short enough for an archive. */
        BUSY
    }

    /** Another one, or one of another model, without another start. */
    private static final class ChangedEncoder implements Encoder {
        private Encoder delegate = new TestGateways.MeanEncoder();

        @Override
        public ModelCard model() {
            return delegate.model();
        }

        @Override
        public Inference infer(List<NormalisedEcg> windows) throws EncoderException, InterruptedException {
            return delegate.infer(windows);
        }

        @Override
        public void close() {}
    }

    private static final class Ehr implements ReportDestination {
        private final StoreDestination store;
        private Receiver receiver = Receiver.WILLING;
        private boolean asked;

        Ehr(PipelineData data) {
            this.store = new StoreDestination(EHR, data.ehr);
        }

        @Override
        public String name() {
            return EHR;
        }

        @Override
        public DeliveryResult deliver(ReportDelivery delivery) {
            boolean first = !asked;
            asked = true;
            if (receiver == Receiver.REFUSING) {
                return new DeliveryResult.Refused("the receiver takes no such report");
            }
            return first && receiver == Receiver.AWAY_ONCE
                    ? new DeliveryResult.RetryLater("the receiver is away")
                    : store.deliver(delivery);
        }
    }

    @Override
    public void close() throws IOException {
        dueWork.close();
        context.close();
    }
}
