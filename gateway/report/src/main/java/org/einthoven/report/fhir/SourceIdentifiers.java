package org.einthoven.report.fhir;

import java.util.Locale;
import java.util.regex.Pattern;
import org.einthoven.ecg.OrderRef;
import org.einthoven.ecg.PatientRef;
import org.einthoven.ecg.SourceIdentity;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/** The identifiers that an ECG brings along, as FHIR Identifiers and as references by identifier. */
final class SourceIdentifiers {
    /** As FHIR's oid type wants it: no leading zeros, at least two arcs; DICOM allows 64 characters. */
    private static final Pattern OID = Pattern.compile("[0-2](\\.(0|[1-9][0-9]*))+");

    private static final int LONGEST_UID = 64;
    /** What may stand as a system: an absolute URI of printable characters. */
    private static final Pattern URI_WITH_SCHEME = Pattern.compile("(https?://|urn:)[!-~&&[^<>\"{}|\\\\^`]]+");

    private SourceIdentifiers() {}

    static Identifier ofSource(SourceIdentity source) {
        Identifier identifier = identifierOf(source);
        identifier.getType().setText("Source ECG");
        return identifier;
    }

    /**
     * The source's own identifier wherever FHIR can hold it: the same ECG that came by DICOM and by FHIR then has two
     * reports that one search finds.
     */
    private static Identifier identifierOf(SourceIdentity source) {
        String urn = source.kind() == SourceIdentity.Kind.DICOM ? oidUrn(source.identifier()) : null;
        if (urn != null) {
            return new Identifier().setSystem(FhirSystems.URI).setValue(urn);
        }
        String[] systemAndValue = source.identifier().split("\\|", 2);
        if (source.kind() == SourceIdentity.Kind.FHIR
                && systemAndValue.length == 2
                && !systemAndValue[1].isBlank()
                && URI_WITH_SCHEME.matcher(systemAndValue[0]).matches()) {
            return new Identifier().setSystem(systemAndValue[0]).setValue(FhirText.identifier(systemAndValue[1]));
        }
        return new Identifier().setSystem(system(source.kind())).setValue(FhirText.identifier(source.identifier()));
    }

    static Identifier ofContent(SourceIdentity source) {
        Identifier identifier =
                new Identifier().setSystem(FhirSystems.CONTENT_HASH).setValue(source.contentHash());
        identifier.getType().setText("SHA-256 of the source ECG's content");
        return identifier;
    }

    /** The source as a reference: by its identifier, since where it lies is not told. */
    static Reference referenceTo(SourceIdentity source) {
        Reference reference = new Reference().setIdentifier(ofSource(source)).setDisplay("Source ECG");
        return source.kind() == SourceIdentity.Kind.FHIR ? reference.setType("Observation") : reference;
    }

    /** The patient as a reference: by identifier and who issued it, since the receiver's resource id is not known. */
    static Reference referenceTo(PatientRef patient) {
        Identifier identifier = new Identifier().setValue(FhirText.identifier(patient.identifier()));
        identifier.setType(type("MR", "Medical record number"));
        String issuer = patient.issuer();
        if (issuer != null && !issuer.isBlank()) {
            setIssuer(identifier, issuer.strip());
        }
        return new Reference().setType("Patient").setIdentifier(identifier);
    }

    /** The order as a reference: the placer's number where there is one, else the accession number. */
    static @Nullable Reference referenceTo(OrderRef order) {
        Identifier identifier = new Identifier();
        if (order.placerOrderNumber() != null && !order.placerOrderNumber().isBlank()) {
            identifier
                    .setType(type("PLAC", "Placer Identifier"))
                    .setValue(FhirText.identifier(order.placerOrderNumber()));
        } else if (order.accessionNumber() != null && !order.accessionNumber().isBlank()) {
            identifier.setType(type("ACSN", "Accession ID")).setValue(FhirText.identifier(order.accessionNumber()));
        } else {
            return null;
        }
        return new Reference().setType("ServiceRequest").setIdentifier(identifier);
    }

    /** A DICOM study as a reference, or null when its UID is none. */
    static @Nullable Reference referenceToStudy(@Nullable String studyInstanceUid) {
        String urn = studyInstanceUid == null ? null : oidUrn(studyInstanceUid);
        return urn == null
                ? null
                : new Reference()
                        .setType("ImagingStudy")
                        .setIdentifier(
                                new Identifier().setSystem(FhirSystems.URI).setValue(urn));
    }

    private static void setIssuer(Identifier identifier, String issuer) {
        String urn = oidUrn(issuer);
        if (urn != null) {
            identifier.setSystem(urn);
        } else if (URI_WITH_SCHEME.matcher(issuer).matches()) {
            identifier.setSystem(issuer);
        } else {
            identifier.getAssigner().setDisplay(FhirText.words(issuer));
        }
    }

    private static @Nullable String oidUrn(String uid) {
        return uid.length() <= LONGEST_UID && OID.matcher(uid).matches() ? "urn:oid:" + uid : null;
    }

    private static String system(SourceIdentity.Kind kind) {
        return FhirSystems.SOURCE + "/" + kind.name().toLowerCase(Locale.ROOT);
    }

    private static CodeableConcept type(String code, String display) {
        return new CodeableConcept(new Coding(FhirSystems.IDENTIFIER_TYPE, code, display));
    }
}
