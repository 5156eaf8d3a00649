package org.einthoven.app.pipeline;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.einthoven.app.ledger.Ledger;
import org.einthoven.app.ledger.MadeReport;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.camel.EcgReading;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Encoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bean {@code ledger}: what the routes note in it, and what they ask it. */
public final class LedgerNotes {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerNotes.class);

    private final Ledger ledger;
    private final Encoder encoder;
    private final List<String> destinations;
    private final GatewayMetrics metrics;

    public LedgerNotes(Ledger ledger, Encoder encoder, List<String> destinations, GatewayMetrics metrics) {
        this.ledger = ledger;
        this.encoder = encoder;
        this.destinations = List.copyOf(destinations);
        this.metrics = metrics;
    }

    /** Whether the report on the ECG in the body, by this model, is at every destination already. */
    public boolean isReported(Exchange exchange) throws IOException {
        return report(exchange).isPresent();
    }

    /** Notes that the ECG in the body came before and needs no second report. */
    public void repeated(Exchange exchange) throws IOException {
        EcgRecording recording = recording(exchange);
        ObjectHash object = Exchanges.require(exchange, Exchanges.OBJECT, ObjectHash.class);
        Optional<String> report = report(exchange);
        if (report.isPresent()) {
            ledger.repeated(object, recording.format(), recording.source(), report.get());
            metrics.repeated();
            LOG.info("Object {} holds an ECG that has the report {} already", object, report.get());
        }
    }

    private Optional<String> report(Exchange exchange) throws IOException {
        return ledger.reportedEverywhere(
                recording(exchange).source().key(), Reports.nameOf(encoder.model()), destinations);
    }

    private static EcgRecording recording(Exchange exchange) {
        return exchange.getMessage().getBody(EcgReading.class).recording();
    }

    /** Notes that the report is on its way. */
    public void interpreted(Exchange exchange) throws IOException {
        MadeReport made = Exchanges.require(exchange, Exchanges.REPORT, MadeReport.class);
        ledger.interpreted(made);
        metrics.reported(made.analysed());
        LOG.info(
                "Object {} has the report {}{}",
                made.original(),
                made.reportId(),
                made.analysed() ? "" : ", which says why it is not analysed");
    }

    /** Notes that the object cannot be decoded, and why. */
    public void quarantined(Exchange exchange) throws IOException {
        String reason = reason(exchange);
        Object object = exchange.getProperty(Exchanges.OBJECT);
        LOG.warn("Object {} is put into quarantine: {}", object, reason);
        if (object instanceof ObjectHash hash) {
            ledger.quarantined(hash, reason);
        }
        metrics.quarantined();
    }

    /** Notes that the object was tried in vain, and why. */
    public void failed(Exchange exchange) throws IOException {
        String reason = reason(exchange);
        Object object = exchange.getProperty(Exchanges.OBJECT);
        LOG.error("Object {} is given up after {} tries: {}", object, exchange.getProperty(Exchanges.TRIES), reason);
        if (object instanceof ObjectHash hash) {
            ledger.failed(hash, reason);
        }
        metrics.failed();
    }

    /** Says in the log that the object will be tried again. */
    public void postponed(Exchange exchange) {
        LOG.warn("Object {} will be tried again: {}", exchange.getProperty(Exchanges.OBJECT), reason(exchange));
    }

    private static String reason(Exchange exchange) {
        return Reasons.of(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
    }
}
