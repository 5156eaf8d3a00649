package org.einthoven.report.fhir;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.einthoven.ecg.EcgReport;
import org.einthoven.ecg.Prediction;
import org.einthoven.report.Conclusion;
import org.einthoven.report.drawing.DrawingOptions;
import org.einthoven.report.drawing.EcgDrawing;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Reports as FHIR R4: one transaction Bundle an ECG, each entry a PUT by an id that follows from source and model
 * ({@link org.einthoven.report.ReportIdentity}), so that a repeat writes the same resources again. The same report
 * gives the same JSON.
 *
 * <p>Entries in this order: Device, Observations, DiagnosticReport, Provenance. References are relative
 * ("Device/id"): they hold in the Bundle, where the entries' full URLs have one base, and on every server that takes
 * it. Safe for use by many threads.
 */
public final class FhirReport {
    private static final FhirContext R4 = FhirContext.forR4Cached();

    private final FhirReportSettings settings;

    public FhirReport(FhirReportSettings settings) {
        this.settings = Objects.requireNonNull(settings);
    }

    /** The report as a transaction. */
    public Bundle bundle(EcgReport report) {
        return bundle(report, null);
    }

    /**
     * The report as a transaction.
     *
     * @param supersedes the id of the DiagnosticReport that an older model made of the same source; the Provenance names
     *     it as what this one revises (R4 Provenance.entity.role "revision"). Null for none
     */
    public Bundle bundle(EcgReport report, @Nullable String supersedes) {
        ReportContext context = new ReportContext(report);
        List<Observation> results = results(context);
        List<Resource> made = new ArrayList<>(results);
        made.add(diagnosticReport(context, results));
        List<Resource> all = new ArrayList<>();
        all.add(ModelDevice.of(context));
        all.addAll(made);
        all.add(ReportProvenance.of(context, made, supersedes));
        return transaction(all);
    }

    /** A resource as JSON text: the form that is the same for the same resource. */
    public static String json(Resource resource) {
        return R4.newJsonParser().setPrettyPrint(true).encodeResourceToString(resource);
    }

    /** The same in one line, for machines: of a Bundle that {@link #bundle} made. */
    public static String compactJson(Resource resource) {
        return CompactJson.of(resource);
    }

    /** The DiagnosticReport of a Bundle that {@link #bundle} made. */
    public static DiagnosticReport diagnosticReport(Bundle bundle) {
        return bundle.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(DiagnosticReport.class::isInstance)
                .map(DiagnosticReport.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the Bundle has no DiagnosticReport"));
    }

    static Reference referenceTo(Resource resource) {
        return new Reference(address(resource));
    }

    private static String address(Resource resource) {
        return resource.fhirType() + "/" + resource.getIdElement().getIdPart();
    }

    private static List<Observation> results(ReportContext context) {
        List<Observation> results = new ArrayList<>();
        context.tasks().forEach(task -> results.add(FindingObservation.of(context, task)));
        results.addAll(MeasurementObservation.all(context));
        results.add(QualityObservation.of(context));
        return results;
    }

    private static Bundle transaction(List<Resource> resources) {
        Bundle bundle = new Bundle().setType(Bundle.BundleType.TRANSACTION);
        for (Resource resource : resources) {
            bundle.addEntry()
                    .setFullUrl(FhirSystems.OWN + "/" + address(resource))
                    .setResource(resource)
                    .getRequest()
                    .setMethod(Bundle.HTTPVerb.PUT)
                    .setUrl(address(resource));
        }
        return bundle;
    }

    private DiagnosticReport diagnosticReport(ReportContext context, List<Observation> results) {
        EcgReport source = context.report();
        DiagnosticReport report = new DiagnosticReport();
        report.setId(context.identity().report().toString());
        report.setMeta(ReportContext.assertedByAi());
        addIdentifiers(report, context);
        addReferences(report, context);
        report.setStatus(DiagnosticReport.DiagnosticReportStatus.PRELIMINARY);
        report.addCategory(new CodeableConcept(
                new Coding(FhirSystems.DIAGNOSTIC_SERVICE, "EC", "Electrocardiac (e.g., EKG, EEC, Holter)")));
        report.setCode(new CodeableConcept(new Coding(FhirSystems.LOINC, "11524-6", "EKG study")).setText("ECG"));
        report.setSubject(context.patient());
        report.setEffective(context.effective());
        report.setIssuedElement(context.issued());
        results.forEach(result -> report.addResult(referenceTo(result)));
        String conclusion = Conclusion.lines(context.content()).stream()
                .map(FhirText::words)
                .collect(Collectors.joining("\n"));
        report.setConclusion(conclusion);
        context.tasks().stream()
                .map(context::prediction)
                .filter(p -> p != null && p.decision() == Prediction.Decision.PRESENT)
                .forEach(p -> report.addConclusionCode(FindingObservation.finding(p.task())));
        report.setPresentedForm(presentedForm(context, source));
        report.setText(FhirText.narrative(conclusion.split("\n")));
        return report;
    }

    private static void addIdentifiers(DiagnosticReport report, ReportContext context) {
        report.addIdentifier()
                .setSystem(FhirSystems.URI)
                .setValue("urn:uuid:" + context.identity().report())
                .getType()
                .setText("Report");
        report.addIdentifier(SourceIdentifiers.ofSource(context.identity().source()));
        report.addIdentifier(SourceIdentifiers.ofContent(context.identity().source()));
    }

    private static void addReferences(DiagnosticReport report, ReportContext context) {
        Reference order =
                SourceIdentifiers.referenceTo(context.report().recording().order());
        if (order != null) {
            report.addBasedOn(order);
        }
        Reference study = SourceIdentifiers.referenceToStudy(
                context.report().recording().acquisition().studyInstanceUid());
        if (study != null) {
            report.addImagingStudy(study);
        }
    }

    private List<Attachment> presentedForm(ReportContext context, EcgReport source) {
        List<Attachment> forms = new ArrayList<>();
        String svg = settings.drawingAddress(context.identity().report(), "svg");
        if (svg != null) {
            forms.add(attachment("image/svg+xml", svg));
        }
        String pdf = settings.drawingAddress(context.identity().report(), "pdf");
        if (pdf != null || settings.inlineDrawing()) {
            Attachment form = attachment("application/pdf", pdf);
            if (settings.inlineDrawing()) {
                byte[] bytes = EcgDrawing.of(source.recording(), DrawingOptions.PLAIN.withFindings(source))
                        .pdf();
                form.setData(bytes).setSize(bytes.length);
            }
            forms.add(form);
        }
        return forms;
    }

    private static Attachment attachment(String contentType, @Nullable String address) {
        return new Attachment().setContentType(contentType).setUrl(address).setTitle("ECG, 25 mm/s, 10 mm/mV");
    }
}
