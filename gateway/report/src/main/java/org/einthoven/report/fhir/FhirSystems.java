package org.einthoven.report.fhir;

/** The code and identifier systems of a report, by their URIs. */
public final class FhirSystems {
    public static final String SNOMED = "http://snomed.info/sct";
    public static final String LOINC = "http://loinc.org";
    public static final String UCUM = "http://unitsofmeasure.org";
    public static final String DIAGNOSTIC_SERVICE = "http://terminology.hl7.org/CodeSystem/v2-0074";
    public static final String IDENTIFIER_TYPE = "http://terminology.hl7.org/CodeSystem/v2-0203";
    public static final String OBSERVATION_CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category";
    public static final String OBSERVATION_VALUE = "http://terminology.hl7.org/CodeSystem/v3-ObservationValue";
    public static final String DATA_ABSENT_REASON = "http://terminology.hl7.org/CodeSystem/data-absent-reason";
    public static final String PARTICIPANT_TYPE = "http://terminology.hl7.org/CodeSystem/provenance-participant-type";
    /** HL7 AI Transparency on FHIR (ballot), device types. */
    public static final String AI_DEVICE_TYPE = "http://hl7.org/fhir/uv/aitransparency/CodeSystem/AIdeviceTypeCS";
    /** Identifiers that are URIs themselves: urn:oid:…, urn:uuid:… */
    public static final String URI = "urn:ietf:rfc:3986";

    /** The base of the project's own URIs. */
    static final String OWN = "https://einthoven.org/fhir";
    /** The project's own codes: probability, threshold, model-version, ecg-quality and the quality issues. */
    public static final String OWN_CODES = OWN + "/CodeSystem/ecg-report";
    /** SHA-256 of an ECG's content: the same ECG is found by it, whatever its identifier. */
    public static final String CONTENT_HASH = OWN + "/sid/ecg-content-sha256";
    /** Identifiers of sources that are no DICOM UIDs; the kind of source follows: …/ecg-source/hl7v2. */
    public static final String SOURCE = OWN + "/sid/ecg-source";
    /** Models by their stable names. */
    public static final String MODEL = OWN + "/sid/model";
    /** SHA-256 of a model's files. */
    public static final String MODEL_HASH = OWN + "/sid/model-sha256";

    private FhirSystems() {}
}
