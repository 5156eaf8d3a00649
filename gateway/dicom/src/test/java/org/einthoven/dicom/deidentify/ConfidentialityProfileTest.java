package org.einthoven.dicom.deidentify;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.einthoven.dicom.DicomDictionary;
import org.einthoven.dicom.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Table E.1-1 of PS3.15 and what was decided beyond it. */
class ConfidentialityProfileTest {
    /**
     * Attributes of {@link Tag} that table E.1-1 does not name and that nobody has found safe, so that they are removed: free texts, persons, organisations and their numbers,
     * addresses of systems, what belongs to images, documents, queries and messages, and what only draws a waveform. Whoever adds an attribute to Tag decides here or in safe.txt.
     */
    private static final Set<String> REMOVED_BEYOND_THE_TABLE = Set.of(
            ("SpecificCharacterSet LanguageCodeSequence ImageType IssuerOfAccessionNumberSequence QueryRetrieveLevel QueryRetrieveView InstanceAvailability ModalitiesInStudy"
                            + " SOPClassesInStudy AnatomicRegionsInStudyCodeSequence ConversionType PresentationIntentType ExtendedCodeValue ExtendedCodeMeaning"
                            + " CodingSchemeResourcesSequence CodingSchemeURLType ContextGroupExtensionFlag CodingSchemeUID ContextGroupExtensionCreatorUID CodingSchemeURL"
                            + " ContextIdentifier CodingSchemeIdentificationSequence CodingSchemeRegistry CodingSchemeExternalID CodingSchemeName"
                            + " CodingSchemeResponsibleOrganization ContextUID MappingResourceUID URNCodeValue EquivalentCodeSequence MappingResourceName"
                            + " ContextGroupIdentificationSequence MappingResourceIdentificationSequence ResponsibleGroupCodeSequence EquipmentModality"
                            + " ManufacturerRelatedModelGroup PrivateDataElementCharacteristicsSequence PrivateGroupReference PrivateCreatorReference"
                            + " BlockIdentifyingInformationStatus NonidentifyingPrivateElements DeidentificationActionSequence IdentifyingPrivateElements"
                            + " ReferencedVisitSequence ReferencedStereometricInstanceSequence ReferencedRealWorldValueMappingInstanceSequence DefinitionSourceSequence"
                            + " SOPClassesSupported RetrieveURL WarningReason FailureReason FailedSOPSequence OtherFailuresSequence PixelPresentation DerivationCodeSequence"
                            + " TypeOfPatientID IssuerOfPatientIDQualifiersSequence SourcePatientGroupIdentificationSequence GroupOfPatientsIdentificationSequence"
                            + " SubjectRelativePositionInImage PatientBirthDateInAlternativeCalendar PatientDeathDateInAlternativeCalendar PatientAlternativeCalendar"
                            + " QualityControlSubject QualityControlSubjectTypeCodeSequence StrainDescription StrainNomenclature StrainStockNumber"
                            + " StrainSourceRegistryCodeSequence StrainStockSequence StrainSource StrainAdditionalInformation StrainCodeSequence"
                            + " GeneticModificationsSequence GeneticModificationsDescription GeneticModificationsNomenclature GeneticModificationsCodeSequence"
                            + " PatientSizeCodeSequence PatientBodyMassIndex MeasuredAPDimension MeasuredLateralDimension PatientSpeciesDescription"
                            + " PatientSpeciesCodeSequence AnatomicalOrientationType PatientBreedDescription PatientBreedCodeSequence BreedRegistrationSequence"
                            + " BreedRegistrationNumber BreedRegistryCodeSequence ResponsiblePersonRole ExaminedBodyThickness SecondaryCaptureDeviceID TriggerSourceOrType"
                            + " TimeSource NumberOfPatientRelatedStudies NumberOfPatientRelatedSeries NumberOfPatientRelatedInstances NumberOfStudyRelatedSeries"
                            + " NumberOfStudyRelatedInstances NumberOfSeriesRelatedInstances SamplesPerPixel PhotometricInterpretation NumberOfFrames Rows Columns"
                            + " BitsAllocated BitsStored HighBit PixelRepresentation BurnedInAnnotation RequestingPhysicianIdentificationSequence"
                            + " RequestingServiceCodeSequence RequestedLateralityCodeSequence VisitStatusID RouteOfAdmissions PertinentDocumentsSequence"
                            + " PertinentResourcesSequence ResourceDescription PatientClinicalTrialParticipationSequence ChannelDerivationDescription"
                            + " WaveformDataDisplayScale WaveformDisplayBackgroundCIELabValue WaveformPresentationGroupSequence PresentationGroupNumber"
                            + " ChannelDisplaySequence ChannelRecommendedDisplayCIELabValue ChannelPosition DisplayShadingFlag FractionalChannelDisplayScale"
                            + " AbsoluteChannelDisplayScale MultiplexedAudioChannelsDescriptionCodeSequence ChannelIdentificationCode ChannelMode"
                            + " ScheduledProtocolCodeSequence StageCodeSequence OrderPlacerIdentifierSequence OrderFillerIdentifierSequence LocalNamespaceEntityID"
                            + " UniversalEntityID UniversalEntityIDType IdentifierTypeCode AssigningFacilitySequence AssigningJurisdictionCodeSequence"
                            + " PerformedProcedureStepStatus PerformedProcedureTypeDescription PerformedProtocolType ScheduledStepAttributesSequence ScheduledProcedureStepSequence"
                            + " PerformedProcedureStepDiscontinuationReasonCodeSequence ProtocolContextSequence AcquisitionContextDescription RequestedProcedurePriority"
                            + " ConfidentialityCode ReportingPriority ReasonForPerformedProcedureCodeSequence ParticipationType ObserverType FloatingPointValue"
                            + " RationalNumeratorValue RationalDenominatorValue HL7StructuredDocumentReferenceSequence CompletionFlagDescription HL7InstanceIdentifier"
                            + " DICOMRetrievalSequence DICOMMediaRetrievalSequence WADORetrievalSequence XDSRetrievalSequence WADORSRetrievalSequence DocumentTitle"
                            + " MIMETypeOfEncapsulatedDocument SourceInstanceSequence ListOfMIMETypes EncapsulatedDocumentLength UnformattedTextValue"
                            + " EncryptedAttributesSequence MACParametersSequence PixelData")
                    .split(" "));

    /** Codes are read attribute by attribute, the mark is written anew. */
    private static final Set<String> HANDLED_ELSEWHERE = Set.of(
            "CodeValue",
            "CodingSchemeDesignator",
            "CodingSchemeVersion",
            "CodeMeaning",
            "LongCodeValue",
            "PatientIdentityRemoved",
            "DeidentificationMethod",
            "DeidentificationMethodCodeSequence",
            "LongitudinalTemporalInformationModified");

    @Test
    void everyAttributeThatTheGatewayNamesIsInTheTableOrDecidedUpon() throws Exception {
        List<String> undecided = new ArrayList<>();
        Set<String> decided = new HashSet<>(REMOVED_BEYOND_THE_TABLE);
        for (Field field : Tag.class.getFields()) {
            int tag = field.getInt(null);
            boolean ofMessagesFilesOrItems = Tag.group(tag) <= 0x0002 || Tag.group(tag) == 0xFFFE;
            boolean known = ConfidentialityProfile.row(tag) != null || SafeForm.of(tag) != null;
            boolean removed = decided.remove(field.getName());
            assertThat(known && removed).as(field.getName()).isFalse();
            if (!known && !removed && !ofMessagesFilesOrItems && !HANDLED_ELSEWHERE.contains(field.getName())) {
                undecided.add(field.getName());
            }
        }

        assertThat(undecided)
                .as("attributes to be found safe (safe.txt) or not (REMOVED_BEYOND_THE_TABLE)")
                .isEmpty();
        assertThat(decided).as("attributes that Tag lacks").isEmpty();
    }

    @Test
    void hasEveryRowOfTheTableUnderItsKeyword() {
        List<String> lines = Resource.lines("profile.txt");

        assertThat(lines).hasSize(620);
        for (String line : lines) {
            String[] fields = line.split(" ", -1);
            int tag = Integer.parseUnsignedInt(fields[0].replace('x', '0'), 16);
            assertThat(ConfidentialityProfile.row(tag)).as(line).isNotNull();
            if (!fields[0].contains("x") || !fields[3].equals("CurveData")) {
                assertThat(DicomDictionary.keywordOf(tag)).isEqualTo(fields[3]);
            }
            assertThat(fields[1]).isIn("X", "Z", "D", "U", "X/Z", "X/D", "Z/D", "X/Z/D", "X/Z/U*");
        }
    }

    @Test
    void safeAttributesAreOutsideTheTableButForThoseThatItLetsBeKeptOrCleaned() {
        for (String line : Resource.lines("safe.txt")) {
            String[] fields = line.split(" ", -1);
            int tag = Integer.parseUnsignedInt(fields[0], 16);
            assertThat(DicomDictionary.keywordOf(tag)).isEqualTo(fields[2]);
            ConfidentialityProfile.Row row = ConfidentialityProfile.row(tag);
            if (row != null) {
                assertThat(row.characteristic() || row.structured() || tag == Tag.VerifyingObserverSequence)
                        .as(line)
                        .isTrue();
            }
        }
    }

    /** Copied by hand from the table. */
    @ParameterizedTest
    @CsvSource({
        "PatientName, Z, false, false",
        "PatientID, Z/D, false, false",
        "PatientBirthDate, Z, false, false",
        "PatientSex, Z, false, true",
        "PatientAge, X, false, true",
        "StudyDate, Z, true, false",
        "AcquisitionDateTime, X/Z/D, true, false",
        "ContentDate, Z/D, true, false",
        "AccessionNumber, Z, false, false",
        "SOPInstanceUID, U, false, false",
        "DeviceSerialNumber, X/Z/D, false, false",
        "InstitutionName, X/Z/D, false, false",
        "TimezoneOffsetFromUTC, X, true, false",
        "ReferencedImageSequence, X/Z/U*, false, false",
        "OriginalAttributesSequence, X, false, false",
        "EncapsulatedDocument, D, false, false"
    })
    void saysWhatTheStandardSays(String keyword, String action, boolean date, boolean characteristic) throws Exception {
        int tag = Tag.class.getField(keyword).getInt(null);

        assertThat(ConfidentialityProfile.row(tag))
                .isEqualTo(new ConfidentialityProfile.Row(action, date, characteristic, false));
    }

    @Test
    void findsTheRowsOfRepeatingGroups() {
        assertThat(Arrays.asList(
                        ConfidentialityProfile.row(0x5002_3000),
                        ConfidentialityProfile.row(0x6004_3000),
                        ConfidentialityProfile.row(0x6004_4000)))
                .doesNotContainNull();
        assertThat(ConfidentialityProfile.row(0x6004_0010)).isNull();
    }
}
