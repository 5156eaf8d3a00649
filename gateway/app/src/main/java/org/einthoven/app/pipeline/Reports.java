package org.einthoven.app.pipeline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.einthoven.app.archive.ResultWriter;
import org.einthoven.app.ledger.Ledger;
import org.einthoven.app.ledger.LedgerException;
import org.einthoven.app.ledger.MadeReport;
import org.einthoven.app.ledger.ReportAddress;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.camel.EcgReading;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.EcgReport;
import org.einthoven.ecg.Encoder;
import org.einthoven.ecg.ModelCard;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.report.ReportIdentity;
import org.einthoven.report.fhir.FhirReport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bean {@code reports}: keeps reports as FHIR in the ledger, in one commit with where they go, and addresses them to
 * the queues of their destinations.
 */
public final class Reports {
    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);

    private static final QualityIssue CONFLICT = QualityIssue.note(
            "uid-conflict",
            "Another ECG with the same SOP Instance UID and other content came in, too. Both are kept, each with its report.");

    private final Ledger ledger;
    private final Encoder encoder;
    private final FhirReport fhir;
    private final ResultWriter results;
    private final List<String> destinations;
    private final GatewayMetrics metrics;
    private final QueueRoom room;
    private final Clock clock;

    public Reports(
            Ledger ledger,
            Encoder encoder,
            FhirReport fhir,
            ResultWriter results,
            List<String> destinations,
            GatewayMetrics metrics,
            QueueRoom room,
            Clock clock) {
        this.ledger = ledger;
        this.encoder = encoder;
        this.fhir = fhir;
        this.results = results;
        this.destinations = List.copyOf(destinations);
        this.metrics = metrics;
        this.room = room;
        this.clock = clock;
    }

    /** The {@link EcgReport} in the body is kept; the body becomes a reference to it. */
    public void keep(Exchange exchange) throws IOException {
        EcgReport report = remarked(exchange.getMessage().getBody(EcgReport.class));
        MadeReport made = made(report, Exchanges.require(exchange, Exchanges.OBJECT, ObjectHash.class));
        address(exchange, made.reportId(), made.patientKey(), ledger.interpreted(made, destinations));
        metrics.reported(made.analysed());
        LOG.info(
                "Object {} has the report {}{}",
                made.original(),
                made.reportId(),
                made.analysed() ? "" : ", which says why it is not analysed");
    }

    private EcgReport remarked(EcgReport report) throws LedgerException {
        if (!ledger.isInConflict(report.recording().source())) {
            return report;
        }
        metrics.conflicted();
        LOG.warn("An ECG has the SOP Instance UID of another that differs; both are kept");
        return report.withRemark(CONFLICT);
    }

    private MadeReport made(EcgReport report, ObjectHash original) throws IOException {
        EcgRecording recording = report.recording();
        String model = nameOf(report.model());
        String supersedes =
                ledger.reports().older(recording.source().key(), model).orElse(null);
        return new MadeReport(
                ReportIdentity.of(report).report().toString(),
                original,
                recording.format(),
                recording.source(),
                ledger.patientKeys().of(recording.patient()),
                model,
                supersedes,
                FhirReport.compactJson(fhir.bundle(report, supersedes)).getBytes(StandardCharsets.UTF_8),
                results.write(report, original, supersedes),
                report.analysed(),
                report.quality().reasonNotAnalysed().orElse(null),
                clock.instant());
    }

    /**
     * Whether nothing is to be read: the ECG in the body has a report, of whatever model. Another one is made only where a
     * person asked for it, so that no message that is delivered again, and no node of an older version, does.
     */
    public boolean isReported(Exchange exchange) throws IOException {
        return existing(exchange).isPresent();
    }

    /** Links the ECG in the body, which came before, to its report; the body becomes a reference to that. */
    public void repeat(Exchange exchange) throws IOException {
        EcgRecording recording = recording(exchange);
        ObjectHash object = Exchanges.require(exchange, Exchanges.OBJECT, ObjectHash.class);
        String report = existing(exchange).orElseThrow();
        String patientKey = ledger.patientKeys().of(recording.patient());
        List<ReportAddress> to = ledger.repeated(object, recording.format(), recording.source(), report, destinations);
        address(exchange, report, patientKey, to);
        metrics.repeated();
        LOG.info("Object {} holds an ECG that has the report {} already", object, report);
    }

    private Optional<String> existing(Exchange exchange) throws IOException {
        String source = recording(exchange).source().key();
        String model = nameOf(encoder.model());
        return exchange.getProperty(Exchanges.RERUN, false, Boolean.class)
                ? ledger.reports().of(source, model)
                : ledger.reports().standing(source, model);
    }

    private static EcgRecording recording(Exchange exchange) {
        return exchange.getMessage().getBody(EcgReading.class).recording();
    }

    /** Notes the addresses of the queues that the report goes into. */
    private void address(Exchange exchange, String reportId, @Nullable String patientKey, List<ReportAddress> to)
            throws LedgerException {
        // One consumer has all of a patient, so that none of them finds an earlier one on its way and must wait.
        Exchanges.setReference(exchange, new ReportReference(reportId), patientKey);
        List<String> queues = new ArrayList<>();
        for (ReportAddress address : to) {
            String name = address.destination();
            if (room.of(name, address.lane()) > 0) {
                queues.add(Queues.ofDestination(exchange.getContext(), name));
                room.sent(name, 1);
            } else {
                ledger.deferred(reportId, name, "many reports wait for this destination", clock.instant());
            }
        }
        exchange.setProperty(Exchanges.DESTINATIONS, queues);
    }

    static String nameOf(ModelCard model) {
        return model.id() + " " + model.version();
    }
}
