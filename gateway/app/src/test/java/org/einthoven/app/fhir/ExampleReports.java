package org.einthoven.app.fhir;

import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;

/** Reports as the gateway writes them, small. */
public final class ExampleReports {
    public static final String PATIENTS = "urn:oid:1.2.3.4";

    private ExampleReports() {}

    /** A transaction Bundle: report, one finding, the model's Device. */
    public static Bundle bundle(DiagnosticReport report) {
        String findingId = UUID.nameUUIDFromBytes(
                        report.getIdElement().getIdPart().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .toString();
        report.addResult(new Reference("Observation/" + findingId));
        Observation finding = new Observation()
                .setStatus(Observation.ObservationStatus.PRELIMINARY)
                .setCode(code("http://snomed.info/sct", "164889003"))
                .setSubject(report.getSubject())
                .setValue(new StringType("present"));
        finding.setId(findingId);
        Device device = new Device().setStatus(Device.FHIRDeviceStatus.ACTIVE);
        device.setId("einthoven-ecg-0.1.0");
        Bundle bundle = new Bundle().setType(Bundle.BundleType.TRANSACTION);
        for (Resource resource : new Resource[] {device, finding, report}) {
            bundle.addEntry()
                    .setResource(resource)
                    .getRequest()
                    .setMethod(Bundle.HTTPVerb.PUT)
                    .setUrl(resource.fhirType() + "/" + resource.getIdElement().getIdPart());
        }
        return bundle;
    }

    public static Bundle bundle(String reportId) {
        return bundle(report(reportId));
    }

    public static DiagnosticReport report(String id) {
        return report(id, "4711", "2026-11-20T10:15:00Z");
    }

    public static DiagnosticReport report(String id, String patient, String effective) {
        DiagnosticReport report = new DiagnosticReport()
                .setStatus(DiagnosticReport.DiagnosticReportStatus.PRELIMINARY)
                .setCode(code("http://loinc.org", "11524-6"))
                .addCategory(code("http://terminology.hl7.org/CodeSystem/v2-0074", "EC"))
                .setSubject(new Reference()
                        .setType("Patient")
                        .setIdentifier(new Identifier().setSystem(PATIENTS).setValue(patient)))
                .setEffective(new DateTimeType(effective))
                .setConclusion("Atrial fibrillation: present.");
        report.addIdentifier().setSystem("urn:ietf:rfc:3986").setValue("urn:uuid:" + id);
        report.setId(id);
        return report;
    }

    private static CodeableConcept code(String system, String code) {
        return new CodeableConcept(new Coding(system, code, null));
    }

    /** An ECG of three leads as FHIR JSON. */
    public static String ecgJson(String patient) {
        StringBuilder components = new StringBuilder();
        for (int lead : new int[] {131329, 131330, 131389}) {
            components.append(components.isEmpty() ? "" : ",").append("""
                    {"code": {"coding": [{"system": "urn:oid:2.16.840.1.113883.6.24", "code": "%d"}]},
                     "valueSampledData": {"origin": {"value": 0, "unit": "mV"}, "period": 2, "factor": 0.005,
                      "dimensions": 1, "data": "0 1 2 3 E 2 1 0"}}""".formatted(lead));
        }
        return """
                {"resourceType": "Observation", "status": "final",
                 "code": {"coding": [{"system": "urn:oid:2.16.840.1.113883.6.24", "code": "131328"}]},
                 "subject": {"identifier": {"system": "%s", "value": "%s"}},
                 "effectiveDateTime": "2026-11-21T08:00:00+01:00",
                 "component": [%s]}""".formatted(PATIENTS, patient, components);
    }
}
