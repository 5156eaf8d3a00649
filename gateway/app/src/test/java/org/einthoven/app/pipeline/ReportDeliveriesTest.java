package org.einthoven.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.einthoven.app.fhir.ExampleReports;
import org.einthoven.app.fhir.FhirJson;
import org.einthoven.app.fhir.client.DeliveryResult;
import org.einthoven.app.fhir.client.FhirServerDestination;
import org.einthoven.app.fhir.client.FhirServerSettings;
import org.einthoven.app.fhir.client.ReportDelivery;
import org.einthoven.app.fhir.client.ReportDestination;
import org.einthoven.app.http.AnsweringServer;
import org.einthoven.app.http.AnsweringServer.Answer;
import org.einthoven.app.ledger.Arrival;
import org.einthoven.app.ledger.Lane;
import org.einthoven.app.ledger.Ledger;
import org.einthoven.app.ledger.MadeReport;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.dicom.network.CommitmentRequest;
import org.einthoven.dicom.network.CommitmentResult;
import org.einthoven.dicom.network.SopReference;
import org.einthoven.ecg.Delivery;
import org.einthoven.ecg.SourceIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deliveries to a server that asks to be left alone for a while, by HTTP. */
class ReportDeliveriesTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    Path folder;

    private final AtomicInteger requests = new AtomicInteger();
    private AnsweringServer server;
    private Ledger ledger;

    @BeforeEach
    void open() throws Exception {
        ledger = Ledger.open(folder, Clock.fixed(NOON, ZoneOffset.UTC), "gateway");
        server = AnsweringServer.start(request -> {
            requests.incrementAndGet();
            return new Answer(503, Map.of("Retry-After", "1800"), "");
        });
    }

    @AfterEach
    void close() {
        server.close();
        ledger.close();
    }

    @Test
    void nothingIsTriedBeforeTheTimeThatTheReceiverNamed() throws Exception {
        Outlet outlet = outlet();
        deliver(outlet, 1);

        assertThat(delivery(1).nextTryAt()).isEqualTo(NOON.plus(Duration.ofMinutes(30)));
        assertThat(delivery(1).reason()).isEqualTo("HTTP 503: the server asks for a pause of 1800 s");
        assertThat(delivery(1).tries()).isEqualTo(1);

        deliver(outlet, 2);

        assertThat(requests).as("the other report is not even tried").hasValue(1);
        assertThat(delivery(2).tries()).isZero();
        assertThat(delivery(2).reason()).contains("asked for a pause");
        assertThat(delivery(2).nextTryAt())
                .isAfter(NOON.plus(Duration.ofMinutes(25)))
                .isBeforeOrEqualTo(NOON.plus(Duration.ofMinutes(30)));
        assertThat(outlet.room(16)).isZero();
        assertThat(outlet.closed()).isZero();
    }

    @Test
    void anEcgDoesNotTakeThePlaceOfAnotherThatTheArchiveAloneHas() throws Exception {
        List<Optional<ObjectHash>> originals = new ArrayList<>();
        Outlet archive = new Outlet(
                new ReportDestination() {
                    @Override
                    public String name() {
                        return "ehr";
                    }

                    @Override
                    public DeliveryResult deliver(ReportDelivery delivery) {
                        originals.add(Optional.ofNullable(delivery.original()));
                        return new DeliveryResult.Delivered("1", true);
                    }
                },
                1);
        deliver(archive, 1);
        CommitmentRequest request = new CommitmentRequest("1.2.9", List.of(new SopReference("1.2", "1.2.1")));
        ledger.archiveCommitments().asked(request, "report-1", "ehr", null);
        ledger.archiveCommitments().result(new CommitmentResult("1.2.9", request.instances(), List.of()));
        assertThat(ledger.removal().removed(List.of(object(1)), NOON.plusSeconds(1)))
                .isEqualTo(1);
        made(2, "1.2.1");
        offer(archive, 2);

        assertThat(originals).containsExactly(Optional.of(object(1)), Optional.empty());
        assertThat(delivery(2).state()).isEqualTo(Delivery.State.DELIVERED);
        assertThat(delivery(2).warning()).startsWith("without the ECG itself: ");
    }

    private static ObjectHash object(int number) {
        return new ObjectHash("%064x".formatted(number));
    }

    private Outlet outlet() {
        URI url = server.address().resolve("/fhir");
        return new Outlet(new FhirServerDestination("ehr", FhirServerSettings.of(url, null)), 600);
    }

    private void deliver(Outlet outlet, int number) throws Exception {
        made(number, "1.2." + number);
        offer(outlet, number);
    }

    private void offer(Outlet outlet, int number) throws Exception {
        ReportDeliveries deliveries = new ReportDeliveries(
                ledger,
                List.of(outlet),
                new GatewayMetrics(new SimpleMeterRegistry()),
                Clock.fixed(NOON, ZoneOffset.UTC));
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Exchange exchange = new DefaultExchange(context);
            exchange.setProperty(Exchanges.DESTINATION, "ehr");
            Exchanges.setReference(exchange, new ReportReference("report-" + number), null);
            deliveries.deliver(exchange);
        }
    }

    private void made(int number, String uid) throws Exception {
        ObjectHash object = object(number);
        ledger.received(new Arrival(object, "dicom", "CART", Lane.LIVE, 100, NOON));
        String bundle = FhirJson.encode(ExampleReports.bundle("report-" + number));
        ledger.interpreted(
                new MadeReport(
                        "report-" + number,
                        object,
                        "DICOM",
                        new SourceIdentity(SourceIdentity.Kind.DICOM, uid, object.hex()),
                        null,
                        "mean 1",
                        null,
                        bundle.getBytes(StandardCharsets.UTF_8),
                        true,
                        null,
                        NOON),
                List.of("ehr"));
    }

    private Delivery delivery(int number) throws Exception {
        return ledger.search().find(object(number)).orElseThrow().deliveries().get(0);
    }
}
