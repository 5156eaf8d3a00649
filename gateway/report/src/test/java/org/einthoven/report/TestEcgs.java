package org.einthoven.report;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.einthoven.ecg.Acquisition;
import org.einthoven.ecg.Demographics;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.EcgReport;
import org.einthoven.ecg.Embedding;
import org.einthoven.ecg.Inference;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.Measure;
import org.einthoven.ecg.Measured;
import org.einthoven.ecg.Measurements;
import org.einthoven.ecg.ModelCard;
import org.einthoven.ecg.OrderRef;
import org.einthoven.ecg.PatientRef;
import org.einthoven.ecg.Prediction;
import org.einthoven.ecg.Prediction.Decision;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.QualityReport;
import org.einthoven.ecg.SampledSignal;
import org.einthoven.ecg.SourceIdentity;
import org.einthoven.ecg.Task;
import org.jspecify.annotations.Nullable;

/** ECGs and reports for the tests of this module: made by formulas, the same each time. */
public final class TestEcgs {
    public static final Instant RECORDED = Instant.parse("2011-04-27T12:30:12.250Z");
    public static final Instant ISSUED = Instant.parse("2026-11-22T10:00:00Z");
    public static final SourceIdentity SOURCE =
            new SourceIdentity(SourceIdentity.Kind.DICOM, "1.2.840.113619.2.1.411", "0123456789abcdef".repeat(4));
    public static final PatientRef PATIENT = new PatientRef("MRN-4711", "2.16.840.1.113883.19.5");
    public static final ModelCard MODEL = new ModelCard(
            "einthoven-ecg",
            "0.1.0",
            "fedcba9876543210".repeat(4),
            "Einthoven ECG encoder",
            "Research use only. Not a medical device.",
            "Open 12-lead ECGs of PhysioNet.",
            List.of(Task.values()));

    private TestEcgs() {}

    /** A beat each 0.8 s of P, QRS and T, in sizes that differ from lead to lead. */
    public static SampledSignal signal(double rate, double seconds, double size) {
        double[] samples = new double[(int) Math.round(rate * seconds)];
        for (int i = 0; i < samples.length; i++) {
            double t = (i / rate) % 0.8;
            samples[i] = size
                    * (bump(t, 0.16, 0.02, 0.15)
                            + bump(t, 0.3, 0.008, -0.15)
                            + bump(t, 0.33, 0.01, 1.4)
                            + bump(t, 0.36, 0.01, -0.3)
                            + bump(t, 0.58, 0.04, 0.35));
        }
        return new SampledSignal(rate, samples);
    }

    public static Map<Lead, SampledSignal> twelveLeads(double rate, double seconds) {
        double[] sizes = {0.7, 1, 0.4, -0.8, 0.3, 0.7, -0.6, -0.4, 0.5, 1.3, 1.2, 0.9};
        Map<Lead, SampledSignal> leads = new LinkedHashMap<>();
        for (Lead lead : Lead.STANDARD) {
            leads.put(lead, signal(rate, seconds, sizes[lead.standardIndex()]));
        }
        return leads;
    }

    public static EcgRecording recording() {
        return recording(twelveLeads(500, 10));
    }

    public static EcgRecording recording(Map<Lead, SampledSignal> leads) {
        return recording(leads, PATIENT, OrderRef.NONE);
    }

    public static EcgRecording recording(Map<Lead, SampledSignal> leads, @Nullable PatientRef patient, OrderRef order) {
        return new EcgRecording(
                "DICOM",
                SOURCE,
                leads,
                patient,
                new Demographics("Doe^Jane", null, Demographics.Sex.FEMALE, 61),
                order,
                new Acquisition(RECORDED, "20110427143012", false, "ACME", "Cart", "Ward 3", "1.2.840.113619.2.1.1"),
                List.of(),
                List.of());
    }

    public static Inference inference() {
        Decision[] decisions = {
            Decision.PRESENT, Decision.ABSENT, Decision.UNCERTAIN, Decision.ABSENT, Decision.ABSENT, Decision.ABSENT
        };
        double[] probabilities = {0.9312345678, 0.02, 0.48, 0.1, 0, 0.2};
        List<Prediction> predictions = List.of(Task.values()).stream()
                .map(t -> new Prediction(t, probabilities[t.ordinal()], 0.5, decisions[t.ordinal()]))
                .toList();
        return new Inference(new Embedding(new float[4]), predictions, 1);
    }

    public static EcgReport analysed() {
        return analysed(recording());
    }

    public static EcgReport analysed(EcgRecording recording) {
        return new EcgReport(
                recording,
                QualityReport.CLEAN.with(List.of(new QualityIssue(
                        QualityIssue.Severity.EXCLUDE_LEAD, "lead-flat", Lead.V4, "The lead is flat."))),
                MODEL,
                inference(),
                measurements(75, 160, 90, 380, 425),
                ISSUED);
    }

    public static EcgReport notAnalysed(EcgRecording recording) {
        QualityIssue issue = new QualityIssue(
                QualityIssue.Severity.DO_NOT_ANALYSE, "short-recording", null, "The recording is shorter than 2 s.");
        return new EcgReport(recording, new QualityReport(List.of(issue)), MODEL, null, Measurements.NONE, ISSUED);
    }

    /** Of rate, PR, QRS, QT and QTc. */
    public static Measurements measurements(double rate, double pr, double qrs, double qt, double qtc) {
        return new Measurements(
                Map.of(
                        Measure.HEART_RATE, Measured.of(rate),
                        Measure.RR_MEAN, Measured.of(60_000 / rate),
                        Measure.PR, Measured.of(pr),
                        Measure.QRS, Measured.of(qrs),
                        Measure.QT, Measured.of(qt),
                        Measure.QTC_FRIDERICIA, Measured.of(qtc),
                        Measure.QTC_BAZETT, Measured.of(qtc + 8),
                        Measure.P_AXIS, Measured.absent("no P wave in most beats"),
                        Measure.QRS_AXIS, Measured.of(-31)),
                Map.of(Measure.PR, 158.0),
                Map.of());
    }

    private static double bump(double t, double centre, double width, double height) {
        double d = (t - centre) / width;
        return height * Math.exp(-d * d / 2);
    }
}
