package org.einthoven.codecs.fhir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.einthoven.codecs.AcquisitionTime;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.ecg.Acquisition;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.QualityIssue.Severity;
import org.einthoven.ecg.SampledSignal;
import org.einthoven.ecg.SourceIdentity;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationComponentComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.SampledData;
import org.jspecify.annotations.Nullable;

/** Makes a recording of an ECG Observation. Used once. */
final class ObservationDecoder {
    private final Observation observation;
    private final DecodingOptions options;
    private final List<QualityIssue> issues;

    ObservationDecoder(Observation observation, DecodingOptions options, List<QualityIssue> issues) {
        this.observation = observation;
        this.options = options;
        this.issues = new ArrayList<>(issues);
    }

    EcgRecording decode() throws EcgDecodingException {
        Map<Lead, SampledSignal> leads = leads();
        AcquisitionTime time = FhirTimes.of(observation.getEffective(), options.timeZone());
        issues.addAll(time.issues());
        FhirPatient patient = FhirPatient.of(observation.getSubject());
        return new EcgRecording(
                FhirFormat.NAME,
                identity(),
                leads,
                patient.reference(),
                patient.demographics(),
                FhirOrders.of(observation),
                acquisition(time),
                FhirAnnotations.of(observation),
                issues);
    }

    private Map<Lead, SampledSignal> leads() throws EcgDecodingException {
        List<SampledLeads> parts = new ArrayList<>();
        if (observation.getValue() instanceof SampledData data) {
            parts.add(part(observation.getCode(), data, "Observation.code"));
        }
        List<ObservationComponentComponent> components = observation.getComponent();
        for (int i = 0; i < components.size(); i++) {
            ObservationComponentComponent component = components.get(i);
            if (component.getValue() instanceof SampledData data) {
                parts.add(part(component.getCode(), data, "component[" + i + "].code"));
            }
        }
        return together(parts);
    }

    private SampledLeads part(CodeableConcept code, SampledData data, String element) throws EcgDecodingException {
        List<Lead> leads = FhirLeads.of(code);
        if (leads.isEmpty()) {
            throw new EcgDecodingException(
                    element + " names no ECG lead that is known (MDC 131328 + lead number, or its name)");
        }
        return SampledLeads.of(leads, data, options.sampledDataOrigin());
    }

    private Map<Lead, SampledSignal> together(List<SampledLeads> parts) throws EcgDecodingException {
        double rate = parts.get(0).samplingRateHz();
        int length = parts.stream().mapToInt(SampledLeads::length).max().orElseThrow();
        Map<Lead, SampledSignal> leads = new LinkedHashMap<>();
        for (SampledLeads part : parts) {
            if (part.samplingRateHz() != rate) {
                throw new EcgDecodingException("the components differ in SampledData.period (" + 1000 / rate
                        + " ms and " + 1000 / part.samplingRateHz() + " ms)");
            }
            for (SampledLeads.LeadSamples one : part.each()) {
                add(leads, one.lead(), new SampledSignal(rate, ofLength(length, one)));
            }
        }
        return leads;
    }

    /** All components begin together; one that ends early was not recorded from there on. */
    private double[] ofLength(int length, SampledLeads.LeadSamples lead) {
        int own = lead.millivolts().length;
        if (own == length) {
            return lead.millivolts();
        }
        issues.add(new QualityIssue(
                Severity.NOTE,
                "lead-shorter",
                lead.lead(),
                "Lead " + lead.lead() + " has " + own + " of " + length + " samples"));
        double[] padded = Arrays.copyOf(lead.millivolts(), length);
        Arrays.fill(padded, own, length, Double.NaN);
        return padded;
    }

    private void add(Map<Lead, SampledSignal> leads, Lead lead, SampledSignal signal) {
        if (leads.putIfAbsent(lead, signal) != null) {
            issues.add(new QualityIssue(
                    Severity.NOTE, "duplicate-lead", lead, "Lead " + lead + " occurs again and is left out there"));
        }
    }

    private SourceIdentity identity() {
        String hash = FhirResources.contentHash(observation);
        return new SourceIdentity(SourceIdentity.Kind.FHIR, identifier(hash), hash);
    }

    /** An identifier of its own; else the id and version that a server gave; else the content. */
    private String identifier(String hash) {
        for (Identifier identifier : observation.getIdentifier()) {
            if (identifier.hasValue() && identifier.hasSystem()) {
                return identifier.getSystem() + "|" + identifier.getValue();
            }
        }
        String id = observation.getIdElement().getIdPart();
        if (id == null || id.isBlank()) {
            return "sha256:" + hash;
        }
        String version = observation.getMeta().getVersionId();
        return "Observation/" + id + (version == null ? "" : "/_history/" + version);
    }

    private Acquisition acquisition(AcquisitionTime time) {
        Reference device = observation.getDevice();
        String manufacturer = null;
        String model = blankToNull(device.getDisplay());
        if (device.getResource() instanceof Device full) {
            manufacturer = blankToNull(full.getManufacturer());
            model = full.hasModelNumber() ? full.getModelNumber() : model;
        }
        return new Acquisition(
                time.time(),
                time.original(),
                time.zoneAssumed(),
                manufacturer,
                model,
                null,
                FhirOrders.study(observation));
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
