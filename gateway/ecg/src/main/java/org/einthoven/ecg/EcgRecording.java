package org.einthoven.ecg;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One ECG as it was recorded: simultaneous leads of one sampling rate and length, and what the source says of them.
 *
 * @param format the name of the format it was read from: DICOM, FHIR, AECG, SCP, MUSE, PHILIPS, EDF, WFDB, HL7V2
 * @param leads in the order of the source; at least one, all of the same rate and length
 * @param patient null where the source names none
 * @param issues what the decoder found worth telling (an odd SOP class, a padding value, an assumed time zone)
 */
public record EcgRecording(
        String format,
        SourceIdentity source,
        Map<Lead, SampledSignal> leads,
        @Nullable PatientRef patient,
        Demographics demographics,
        OrderRef order,
        Acquisition acquisition,
        List<VendorAnnotation> vendorAnnotations,
        List<QualityIssue> issues) {
    public EcgRecording {
        Objects.requireNonNull(format);
        Objects.requireNonNull(source);
        Objects.requireNonNull(demographics);
        Objects.requireNonNull(order);
        Objects.requireNonNull(acquisition);
        leads = Collections.unmodifiableMap(new LinkedHashMap<>(leads));
        vendorAnnotations = List.copyOf(vendorAnnotations);
        issues = List.copyOf(issues);
        if (leads.isEmpty()) {
            throw new IllegalArgumentException("a recording has at least one lead");
        }
        SampledSignal first = leads.values().iterator().next();
        for (SampledSignal signal : leads.values()) {
            if (signal.samplingRateHz() != first.samplingRateHz() || signal.length() != first.length()) {
                throw new IllegalArgumentException("the leads of a recording have one sampling rate and one length");
            }
        }
    }

    /**
     * This recording as another patient's, or of one where it named none. What it says of the person stays only where it
     * named nobody else: a name beside another's number would be read as one person.
     *
     * @param remark tells readers of it
     */
    public EcgRecording withPatient(PatientRef assigned, QualityIssue remark) {
        boolean another = patient != null && !patient.mayBe(assigned);
        List<QualityIssue> remarks = new ArrayList<>(issues);
        remarks.add(remark);
        return new EcgRecording(
                format,
                source,
                leads,
                Objects.requireNonNull(assigned),
                another ? Demographics.UNKNOWN : demographics,
                order,
                acquisition,
                vendorAnnotations,
                remarks);
    }

    /**
     * This recording with the order behind it, where it named none.
     *
     * @param remark tells readers of it
     */
    public EcgRecording withOrder(OrderRef found, QualityIssue remark) {
        List<QualityIssue> remarks = new ArrayList<>(issues);
        remarks.add(remark);
        return new EcgRecording(
                format, source, leads, patient, demographics, found, acquisition, vendorAnnotations, remarks);
    }

    /** This recording with one more remark for its readers. */
    public EcgRecording withRemark(QualityIssue remark) {
        List<QualityIssue> remarks = new ArrayList<>(issues);
        remarks.add(remark);
        return new EcgRecording(
                format, source, leads, patient, demographics, order, acquisition, vendorAnnotations, remarks);
    }

    /** This recording with other leads: fewer, or the same changed. */
    public EcgRecording withLeads(Map<Lead, SampledSignal> others) {
        return new EcgRecording(
                format, source, others, patient, demographics, order, acquisition, vendorAnnotations, issues);
    }

    public double samplingRateHz() {
        return any().samplingRateHz();
    }

    /** Samples a lead. */
    public int length() {
        return any().length();
    }

    public double durationSeconds() {
        return any().durationSeconds();
    }

    public @Nullable SampledSignal lead(Lead lead) {
        return leads.get(lead);
    }

    private SampledSignal any() {
        return leads.values().iterator().next();
    }
}
