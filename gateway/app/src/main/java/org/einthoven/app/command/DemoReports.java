package org.einthoven.app.command;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.math.RoundingMode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecoder;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.ModelCard;
import org.einthoven.report.ReportIdentity;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** Reads the samples' reports from the gateway over HTTP, as any FHIR client does. */
final class DemoReports {
    private static final FhirContext FHIR = FhirContext.forR4Cached();
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final URI base;
    private final ModelCard model;
    private final HttpClient http;

    DemoReports(URI base, ModelCard model, HttpClient http) {
        this.base = base;
        this.model = model;
        this.http = http;
    }

    /** The report of a sample, as soon as it is there; empty when it does not come in time. */
    Optional<Found> await(SampleEcg sample, Duration patience)
            throws IOException, InterruptedException, EcgDecodingException {
        EcgRecording recording = EcgDecoder.standard().decode(sample.file(), DecodingOptions.DEFAULT);
        String id = ReportIdentity.of(recording.source(), model).report().toString();
        long deadline = System.nanoTime() + patience.toNanos();
        do {
            Optional<DiagnosticReport> report = read(DiagnosticReport.class, "DiagnosticReport/" + id);
            if (report.isPresent()) {
                return Optional.of(found(report.get()));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        } while (System.nanoTime() < deadline);
        return Optional.empty();
    }

    private Found found(DiagnosticReport report) throws IOException, InterruptedException {
        List<Observation> results = new ArrayList<>();
        for (Reference result : report.getResult()) {
            read(Observation.class, result.getReference()).ifPresent(results::add);
        }
        return new Found(base.resolve("/fhir/DiagnosticReport/" + report.getIdPart()), report, results);
    }

    private <T extends Resource> Optional<T> read(Class<T> type, String reference)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve("/fhir/" + reference))
                .timeout(Duration.ofSeconds(30))
                .header("Accept", "application/fhir+json");
        String token = System.getenv("EINTHOVEN_TOKEN");
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return response.statusCode() == 200
                ? Optional.of(FHIR.newJsonParser().parseResource(type, response.body()))
                : Optional.empty();
    }

    /** A report and its results. */
    record Found(URI address, DiagnosticReport report, List<Observation> results) {
        String words(boolean withJson) {
            StringBuilder words = new StringBuilder();
            for (Observation result : results) {
                words.append(line(result));
            }
            words.append("  ").append(closing(report.getConclusion())).append("\n");
            words.append("  report   ").append(address).append('\n');
            for (Attachment form : report.getPresentedForm()) {
                if (form.hasUrl()) {
                    words.append("  drawing  ").append(form.getUrl()).append('\n');
                }
            }
            if (withJson) {
                words.append(FHIR.newJsonParser().setPrettyPrint(true).encodeResourceToString(report));
                words.append('\n');
            }
            return words.toString().stripTrailing();
        }

        /** The conclusion's last line, which says what the report is worth; the findings stand above it already. */
        private static String closing(String conclusion) {
            return conclusion.substring(conclusion.lastIndexOf('\n') + 1);
        }

        private static String line(Observation result) {
            String value = result.hasValueCodeableConcept()
                    ? result.getValueCodeableConcept().getText()
                    : result.getDataAbsentReason().getText();
            return result.getComponent().stream()
                    .filter(component ->
                            "Probability".equals(component.getCode().getText()))
                    .findFirst()
                    .map(component -> String.format(
                            Locale.ROOT,
                            "  %-42s %s  %s%n",
                            result.getCode().getText(),
                            component.getValueQuantity().getValue().setScale(3, RoundingMode.HALF_UP),
                            value))
                    .orElse("");
        }
    }
}
