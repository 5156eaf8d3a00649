package org.einthoven.app.pipeline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.apache.camel.Exchange;
import org.einthoven.app.ledger.MadeReport;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.app.store.ObjectStore;
import org.einthoven.ecg.EcgReport;
import org.einthoven.ecg.ModelCard;
import org.einthoven.report.ReportIdentity;
import org.einthoven.report.fhir.FhirReport;

/** The bean {@code reports}: writes reports as FHIR and keeps them in the object store, so that queues stay small. */
public final class Reports {
    private final ObjectStore objects;
    private final FhirReport fhir;
    private final Clock clock;

    public Reports(ObjectStore objects, FhirReport fhir, Clock clock) {
        this.objects = objects;
        this.fhir = fhir;
        this.clock = clock;
    }

    /** The {@link EcgReport} in the body becomes a reference to its FHIR transaction. */
    public void write(Exchange exchange) throws IOException {
        EcgReport report = exchange.getMessage().getBody(EcgReport.class);
        EcgReference reference = Exchanges.require(exchange, Exchanges.REFERENCE, EcgReference.class);
        String json = FhirReport.compactJson(fhir.bundle(report));
        ObjectHash hash = objects.put(json.getBytes(StandardCharsets.UTF_8));
        String reportId = ReportIdentity.of(report).report().toString();
        exchange.setProperty(Exchanges.REPORT, made(reportId, report, new ObjectHash(reference.objectHash()), hash));
        Exchanges.setReference(exchange, new ReportReference(reportId, hash.hex(), reference.receivedAt()));
    }

    private MadeReport made(String reportId, EcgReport report, ObjectHash original, ObjectHash hash) {
        return new MadeReport(
                reportId,
                original,
                report.recording().format(),
                report.recording().source(),
                nameOf(report.model()),
                hash,
                report.analysed(),
                report.quality().reasonNotAnalysed().orElse(null),
                clock.instant());
    }

    static String nameOf(ModelCard model) {
        return model.id() + " " + model.version();
    }
}
