package org.einthoven.dicom;

/**
 * The attributes that the gateway reads or writes, named by their DICOM keyword (PS3.6); a tag is an int {@code 0xGGGGEEEE}.
 *
 * <p>Any other tag is known to the {@link DicomDictionary} and can be written as a number.
 */
// The constants bear the keywords of PS3.6 unchanged, so that they can be looked up there.
@SuppressWarnings({"MemberName", "ConstantNames"})
public final class Tag {

    // Command set (PS3.7 annex E).
    public static final int CommandGroupLength = 0x00000000;
    public static final int AffectedSOPClassUID = 0x00000002;
    public static final int RequestedSOPClassUID = 0x00000003;
    public static final int CommandField = 0x00000100;
    public static final int MessageID = 0x00000110;
    public static final int MessageIDBeingRespondedTo = 0x00000120;
    public static final int MoveDestination = 0x00000600;
    public static final int Priority = 0x00000700;
    public static final int CommandDataSetType = 0x00000800;
    public static final int Status = 0x00000900;
    public static final int OffendingElement = 0x00000901;
    public static final int ErrorComment = 0x00000902;
    public static final int ErrorID = 0x00000903;
    public static final int AffectedSOPInstanceUID = 0x00001000;
    public static final int RequestedSOPInstanceUID = 0x00001001;
    public static final int EventTypeID = 0x00001002;
    public static final int AttributeIdentifierList = 0x00001005;
    public static final int ActionTypeID = 0x00001008;
    public static final int NumberOfRemainingSuboperations = 0x00001020;
    public static final int NumberOfCompletedSuboperations = 0x00001021;
    public static final int NumberOfFailedSuboperations = 0x00001022;
    public static final int NumberOfWarningSuboperations = 0x00001023;
    public static final int MoveOriginatorApplicationEntityTitle = 0x00001030;
    public static final int MoveOriginatorMessageID = 0x00001031;

    // File meta information (PS3.10 section 7.1).
    public static final int FileMetaInformationGroupLength = 0x00020000;
    public static final int FileMetaInformationVersion = 0x00020001;
    public static final int MediaStorageSOPClassUID = 0x00020002;
    public static final int MediaStorageSOPInstanceUID = 0x00020003;
    public static final int TransferSyntaxUID = 0x00020010;
    public static final int ImplementationClassUID = 0x00020012;
    public static final int ImplementationVersionName = 0x00020013;
    public static final int SourceApplicationEntityTitle = 0x00020016;
    public static final int SendingApplicationEntityTitle = 0x00020017;
    public static final int ReceivingApplicationEntityTitle = 0x00020018;
    public static final int SourcePresentationAddress = 0x00020026;
    public static final int SendingPresentationAddress = 0x00020027;
    public static final int ReceivingPresentationAddress = 0x00020028;
    public static final int PrivateInformationCreatorUID = 0x00020100;
    public static final int PrivateInformation = 0x00020102;

    // Identification: SOP common, study, series, equipment, codes.
    public static final int SpecificCharacterSet = 0x00080005;
    public static final int LanguageCodeSequence = 0x00080006;
    public static final int ImageType = 0x00080008;
    public static final int InstanceCreationDate = 0x00080012;
    public static final int InstanceCreationTime = 0x00080013;
    public static final int InstanceCreatorUID = 0x00080014;
    public static final int InstanceCoercionDateTime = 0x00080015;
    public static final int SOPClassUID = 0x00080016;
    public static final int SOPInstanceUID = 0x00080018;
    public static final int RelatedGeneralSOPClassUID = 0x0008001A;
    public static final int OriginalSpecializedSOPClassUID = 0x0008001B;
    public static final int StudyDate = 0x00080020;
    public static final int SeriesDate = 0x00080021;
    public static final int AcquisitionDate = 0x00080022;
    public static final int ContentDate = 0x00080023;
    public static final int AcquisitionDateTime = 0x0008002A;
    public static final int StudyTime = 0x00080030;
    public static final int SeriesTime = 0x00080031;
    public static final int AcquisitionTime = 0x00080032;
    public static final int ContentTime = 0x00080033;
    public static final int AccessionNumber = 0x00080050;
    public static final int IssuerOfAccessionNumberSequence = 0x00080051;
    public static final int QueryRetrieveLevel = 0x00080052;
    public static final int QueryRetrieveView = 0x00080053;
    public static final int RetrieveAETitle = 0x00080054;
    public static final int StationAETitle = 0x00080055;
    public static final int InstanceAvailability = 0x00080056;
    public static final int FailedSOPInstanceUIDList = 0x00080058;
    public static final int Modality = 0x00080060;
    public static final int ModalitiesInStudy = 0x00080061;
    public static final int SOPClassesInStudy = 0x00080062;
    public static final int AnatomicRegionsInStudyCodeSequence = 0x00080063;
    public static final int ConversionType = 0x00080064;
    public static final int PresentationIntentType = 0x00080068;
    public static final int Manufacturer = 0x00080070;
    public static final int InstitutionName = 0x00080080;
    public static final int InstitutionAddress = 0x00080081;
    public static final int InstitutionCodeSequence = 0x00080082;
    public static final int ReferringPhysicianName = 0x00080090;
    public static final int ReferringPhysicianAddress = 0x00080092;
    public static final int ReferringPhysicianTelephoneNumbers = 0x00080094;
    public static final int ReferringPhysicianIdentificationSequence = 0x00080096;
    public static final int ConsultingPhysicianName = 0x0008009C;
    public static final int ConsultingPhysicianIdentificationSequence = 0x0008009D;
    public static final int CodeValue = 0x00080100;
    public static final int ExtendedCodeValue = 0x00080101;
    public static final int CodingSchemeDesignator = 0x00080102;
    public static final int CodingSchemeVersion = 0x00080103;
    public static final int CodeMeaning = 0x00080104;
    public static final int MappingResource = 0x00080105;
    public static final int ContextGroupVersion = 0x00080106;
    public static final int ContextGroupLocalVersion = 0x00080107;
    public static final int ExtendedCodeMeaning = 0x00080108;
    public static final int CodingSchemeResourcesSequence = 0x00080109;
    public static final int CodingSchemeURLType = 0x0008010A;
    public static final int ContextGroupExtensionFlag = 0x0008010B;
    public static final int CodingSchemeUID = 0x0008010C;
    public static final int ContextGroupExtensionCreatorUID = 0x0008010D;
    public static final int CodingSchemeURL = 0x0008010E;
    public static final int ContextIdentifier = 0x0008010F;
    public static final int CodingSchemeIdentificationSequence = 0x00080110;
    public static final int CodingSchemeRegistry = 0x00080112;
    public static final int CodingSchemeExternalID = 0x00080114;
    public static final int CodingSchemeName = 0x00080115;
    public static final int CodingSchemeResponsibleOrganization = 0x00080116;
    public static final int ContextUID = 0x00080117;
    public static final int MappingResourceUID = 0x00080118;
    public static final int LongCodeValue = 0x00080119;
    public static final int URNCodeValue = 0x00080120;
    public static final int EquivalentCodeSequence = 0x00080121;
    public static final int MappingResourceName = 0x00080122;
    public static final int ContextGroupIdentificationSequence = 0x00080123;
    public static final int MappingResourceIdentificationSequence = 0x00080124;
    public static final int TimezoneOffsetFromUTC = 0x00080201;
    public static final int ResponsibleGroupCodeSequence = 0x00080220;
    public static final int EquipmentModality = 0x00080221;
    public static final int ManufacturerRelatedModelGroup = 0x00080222;
    public static final int PrivateDataElementCharacteristicsSequence = 0x00080300;
    public static final int PrivateGroupReference = 0x00080301;
    public static final int PrivateCreatorReference = 0x00080302;
    public static final int BlockIdentifyingInformationStatus = 0x00080303;
    public static final int NonidentifyingPrivateElements = 0x00080304;
    public static final int DeidentificationActionSequence = 0x00080305;
    public static final int IdentifyingPrivateElements = 0x00080306;
    public static final int StationName = 0x00081010;
    public static final int StudyDescription = 0x00081030;
    public static final int ProcedureCodeSequence = 0x00081032;
    public static final int SeriesDescription = 0x0008103E;
    public static final int SeriesDescriptionCodeSequence = 0x0008103F;
    public static final int InstitutionalDepartmentName = 0x00081040;
    public static final int InstitutionalDepartmentTypeCodeSequence = 0x00081041;
    public static final int PhysiciansOfRecord = 0x00081048;
    public static final int PhysiciansOfRecordIdentificationSequence = 0x00081049;
    public static final int PerformingPhysicianName = 0x00081050;
    public static final int PerformingPhysicianIdentificationSequence = 0x00081052;
    public static final int NameOfPhysiciansReadingStudy = 0x00081060;
    public static final int PhysiciansReadingStudyIdentificationSequence = 0x00081062;
    public static final int OperatorsName = 0x00081070;
    public static final int OperatorIdentificationSequence = 0x00081072;
    public static final int AdmittingDiagnosesDescription = 0x00081080;
    public static final int AdmittingDiagnosesCodeSequence = 0x00081084;
    public static final int ManufacturerModelName = 0x00081090;
    public static final int ReferencedStudySequence = 0x00081110;
    public static final int ReferencedPerformedProcedureStepSequence = 0x00081111;
    public static final int ReferencedSeriesSequence = 0x00081115;
    public static final int ReferencedPatientSequence = 0x00081120;
    public static final int ReferencedVisitSequence = 0x00081125;
    public static final int ReferencedStereometricInstanceSequence = 0x00081134;
    public static final int ReferencedWaveformSequence = 0x0008113A;
    public static final int ReferencedImageSequence = 0x00081140;
    public static final int ReferencedInstanceSequence = 0x0008114A;
    public static final int ReferencedRealWorldValueMappingInstanceSequence = 0x0008114B;
    public static final int ReferencedSOPClassUID = 0x00081150;
    public static final int ReferencedSOPInstanceUID = 0x00081155;
    public static final int DefinitionSourceSequence = 0x00081156;
    public static final int SOPClassesSupported = 0x0008115A;
    public static final int ReferencedFrameNumber = 0x00081160;
    public static final int RetrieveURL = 0x00081190;
    public static final int TransactionUID = 0x00081195;
    public static final int WarningReason = 0x00081196;
    public static final int FailureReason = 0x00081197;
    public static final int FailedSOPSequence = 0x00081198;
    public static final int ReferencedSOPSequence = 0x00081199;
    public static final int OtherFailuresSequence = 0x0008119A;
    public static final int DerivationDescription = 0x00082111;
    public static final int SourceImageSequence = 0x00082112;
    public static final int PixelPresentation = 0x00089205;
    public static final int DerivationCodeSequence = 0x00089215;

    // Patient.
    public static final int PatientName = 0x00100010;
    public static final int PatientID = 0x00100020;
    public static final int IssuerOfPatientID = 0x00100021;
    public static final int TypeOfPatientID = 0x00100022;
    public static final int IssuerOfPatientIDQualifiersSequence = 0x00100024;
    public static final int SourcePatientGroupIdentificationSequence = 0x00100026;
    public static final int GroupOfPatientsIdentificationSequence = 0x00100027;
    public static final int SubjectRelativePositionInImage = 0x00100028;
    public static final int PatientBirthDate = 0x00100030;
    public static final int PatientBirthTime = 0x00100032;
    public static final int PatientBirthDateInAlternativeCalendar = 0x00100033;
    public static final int PatientDeathDateInAlternativeCalendar = 0x00100034;
    public static final int PatientAlternativeCalendar = 0x00100035;
    public static final int PatientSex = 0x00100040;
    public static final int PatientInsurancePlanCodeSequence = 0x00100050;
    public static final int PatientPrimaryLanguageCodeSequence = 0x00100101;
    public static final int PatientPrimaryLanguageModifierCodeSequence = 0x00100102;
    public static final int QualityControlSubject = 0x00100200;
    public static final int QualityControlSubjectTypeCodeSequence = 0x00100201;
    public static final int StrainDescription = 0x00100212;
    public static final int StrainNomenclature = 0x00100213;
    public static final int StrainStockNumber = 0x00100214;
    public static final int StrainSourceRegistryCodeSequence = 0x00100215;
    public static final int StrainStockSequence = 0x00100216;
    public static final int StrainSource = 0x00100217;
    public static final int StrainAdditionalInformation = 0x00100218;
    public static final int StrainCodeSequence = 0x00100219;
    public static final int GeneticModificationsSequence = 0x00100221;
    public static final int GeneticModificationsDescription = 0x00100222;
    public static final int GeneticModificationsNomenclature = 0x00100223;
    public static final int GeneticModificationsCodeSequence = 0x00100229;
    public static final int OtherPatientNames = 0x00101001;
    public static final int OtherPatientIDsSequence = 0x00101002;
    public static final int PatientBirthName = 0x00101005;
    public static final int PatientAge = 0x00101010;
    public static final int PatientSize = 0x00101020;
    public static final int PatientSizeCodeSequence = 0x00101021;
    public static final int PatientBodyMassIndex = 0x00101022;
    public static final int MeasuredAPDimension = 0x00101023;
    public static final int MeasuredLateralDimension = 0x00101024;
    public static final int PatientWeight = 0x00101030;
    public static final int PatientAddress = 0x00101040;
    public static final int PatientMotherBirthName = 0x00101060;
    public static final int MilitaryRank = 0x00101080;
    public static final int BranchOfService = 0x00101081;
    public static final int ReferencedPatientPhotoSequence = 0x00101100;
    public static final int MedicalAlerts = 0x00102000;
    public static final int Allergies = 0x00102110;
    public static final int CountryOfResidence = 0x00102150;
    public static final int RegionOfResidence = 0x00102152;
    public static final int PatientTelephoneNumbers = 0x00102154;
    public static final int PatientTelecomInformation = 0x00102155;
    public static final int EthnicGroup = 0x00102160;
    public static final int Occupation = 0x00102180;
    public static final int SmokingStatus = 0x001021A0;
    public static final int AdditionalPatientHistory = 0x001021B0;
    public static final int PregnancyStatus = 0x001021C0;
    public static final int LastMenstrualDate = 0x001021D0;
    public static final int PatientReligiousPreference = 0x001021F0;
    public static final int PatientSpeciesDescription = 0x00102201;
    public static final int PatientSpeciesCodeSequence = 0x00102202;
    public static final int PatientSexNeutered = 0x00102203;
    public static final int AnatomicalOrientationType = 0x00102210;
    public static final int PatientBreedDescription = 0x00102292;
    public static final int PatientBreedCodeSequence = 0x00102293;
    public static final int BreedRegistrationSequence = 0x00102294;
    public static final int BreedRegistrationNumber = 0x00102295;
    public static final int BreedRegistryCodeSequence = 0x00102296;
    public static final int ResponsiblePerson = 0x00102297;
    public static final int ResponsiblePersonRole = 0x00102298;
    public static final int ResponsibleOrganization = 0x00102299;
    public static final int PatientComments = 0x00104000;
    public static final int ExaminedBodyThickness = 0x00109431;

    // De-identification.
    public static final int PatientIdentityRemoved = 0x00120062;
    public static final int DeidentificationMethod = 0x00120063;
    public static final int DeidentificationMethodCodeSequence = 0x00120064;

    // Acquisition.
    public static final int DeviceSerialNumber = 0x00181000;
    public static final int DeviceUID = 0x00181002;
    public static final int GantryID = 0x00181008;
    public static final int SecondaryCaptureDeviceID = 0x00181010;
    public static final int SoftwareVersions = 0x00181020;
    public static final int ProtocolName = 0x00181030;
    public static final int TriggerSourceOrType = 0x00181061;
    public static final int MultiplexGroupTimeOffset = 0x00181068;
    public static final int TriggerTimeOffset = 0x00181069;
    public static final int SynchronizationTrigger = 0x0018106A;
    public static final int SynchronizationChannel = 0x0018106C;
    public static final int TriggerSamplePosition = 0x0018106E;
    public static final int DateOfLastCalibration = 0x00181200;
    public static final int TimeOfLastCalibration = 0x00181201;
    public static final int AcquisitionTimeSynchronized = 0x00181800;
    public static final int TimeSource = 0x00181801;
    public static final int TimeDistributionProtocol = 0x00181802;

    // Relationship.
    public static final int StudyInstanceUID = 0x0020000D;
    public static final int SeriesInstanceUID = 0x0020000E;
    public static final int StudyID = 0x00200010;
    public static final int SeriesNumber = 0x00200011;
    public static final int AcquisitionNumber = 0x00200012;
    public static final int InstanceNumber = 0x00200013;
    public static final int FrameOfReferenceUID = 0x00200052;
    public static final int Laterality = 0x00200060;
    public static final int SynchronizationFrameOfReferenceUID = 0x00200200;
    public static final int NumberOfPatientRelatedStudies = 0x00201200;
    public static final int NumberOfPatientRelatedSeries = 0x00201202;
    public static final int NumberOfPatientRelatedInstances = 0x00201204;
    public static final int NumberOfStudyRelatedSeries = 0x00201206;
    public static final int NumberOfStudyRelatedInstances = 0x00201208;
    public static final int NumberOfSeriesRelatedInstances = 0x00201209;
    public static final int ImageComments = 0x00204000;
    public static final int ConcatenationUID = 0x00209161;

    // Pixel description.
    public static final int SamplesPerPixel = 0x00280002;
    public static final int PhotometricInterpretation = 0x00280004;
    public static final int NumberOfFrames = 0x00280008;
    public static final int Rows = 0x00280010;
    public static final int Columns = 0x00280011;
    public static final int BitsAllocated = 0x00280100;
    public static final int BitsStored = 0x00280101;
    public static final int HighBit = 0x00280102;
    public static final int PixelRepresentation = 0x00280103;
    public static final int BurnedInAnnotation = 0x00280301;
    public static final int LongitudinalTemporalInformationModified = 0x00280303;

    // Study and request.
    public static final int RequestingPhysicianIdentificationSequence = 0x00321031;
    public static final int RequestingPhysician = 0x00321032;
    public static final int RequestingService = 0x00321033;
    public static final int RequestingServiceCodeSequence = 0x00321034;
    public static final int RequestedProcedureDescription = 0x00321060;
    public static final int RequestedProcedureCodeSequence = 0x00321064;
    public static final int RequestedLateralityCodeSequence = 0x00321065;
    public static final int ReasonForVisit = 0x00321066;
    public static final int ReasonForVisitCodeSequence = 0x00321067;
    public static final int RequestedContrastAgent = 0x00321070;

    // Visit.
    public static final int ReferencedPatientAliasSequence = 0x00380004;
    public static final int VisitStatusID = 0x00380008;
    public static final int AdmissionID = 0x00380010;
    public static final int IssuerOfAdmissionIDSequence = 0x00380014;
    public static final int RouteOfAdmissions = 0x00380016;
    public static final int AdmittingDate = 0x00380020;
    public static final int AdmittingTime = 0x00380021;
    public static final int SpecialNeeds = 0x00380050;
    public static final int ServiceEpisodeID = 0x00380060;
    public static final int ServiceEpisodeDescription = 0x00380062;
    public static final int IssuerOfServiceEpisodeIDSequence = 0x00380064;
    public static final int PertinentDocumentsSequence = 0x00380100;
    public static final int PertinentResourcesSequence = 0x00380101;
    public static final int ResourceDescription = 0x00380102;
    public static final int CurrentPatientLocation = 0x00380300;
    public static final int PatientInstitutionResidence = 0x00380400;
    public static final int PatientState = 0x00380500;
    public static final int PatientClinicalTrialParticipationSequence = 0x00380502;
    public static final int VisitComments = 0x00384000;

    // Waveform description.
    public static final int WaveformOriginality = 0x003A0004;
    public static final int NumberOfWaveformChannels = 0x003A0005;
    public static final int NumberOfWaveformSamples = 0x003A0010;
    public static final int SamplingFrequency = 0x003A001A;
    public static final int MultiplexGroupLabel = 0x003A0020;
    public static final int ChannelDefinitionSequence = 0x003A0200;
    public static final int WaveformChannelNumber = 0x003A0202;
    public static final int ChannelLabel = 0x003A0203;
    public static final int ChannelStatus = 0x003A0205;
    public static final int ChannelSourceSequence = 0x003A0208;
    public static final int ChannelSourceModifiersSequence = 0x003A0209;
    public static final int SourceWaveformSequence = 0x003A020A;
    public static final int ChannelDerivationDescription = 0x003A020C;
    public static final int ChannelSensitivity = 0x003A0210;
    public static final int ChannelSensitivityUnitsSequence = 0x003A0211;
    public static final int ChannelSensitivityCorrectionFactor = 0x003A0212;
    public static final int ChannelBaseline = 0x003A0213;
    public static final int ChannelTimeSkew = 0x003A0214;
    public static final int ChannelSampleSkew = 0x003A0215;
    public static final int ChannelOffset = 0x003A0218;
    public static final int WaveformBitsStored = 0x003A021A;
    public static final int FilterLowFrequency = 0x003A0220;
    public static final int FilterHighFrequency = 0x003A0221;
    public static final int NotchFilterFrequency = 0x003A0222;
    public static final int NotchFilterBandwidth = 0x003A0223;
    public static final int WaveformDataDisplayScale = 0x003A0230;
    public static final int WaveformDisplayBackgroundCIELabValue = 0x003A0231;
    public static final int WaveformPresentationGroupSequence = 0x003A0240;
    public static final int PresentationGroupNumber = 0x003A0241;
    public static final int ChannelDisplaySequence = 0x003A0242;
    public static final int ChannelRecommendedDisplayCIELabValue = 0x003A0244;
    public static final int ChannelPosition = 0x003A0245;
    public static final int DisplayShadingFlag = 0x003A0246;
    public static final int FractionalChannelDisplayScale = 0x003A0247;
    public static final int AbsoluteChannelDisplayScale = 0x003A0248;
    public static final int MultiplexedAudioChannelsDescriptionCodeSequence = 0x003A0300;
    public static final int ChannelIdentificationCode = 0x003A0301;
    public static final int ChannelMode = 0x003A0302;
    public static final int MultiplexGroupUID = 0x003A0310;
    public static final int PowerlineFrequency = 0x003A0311;
    public static final int ChannelImpedanceSequence = 0x003A0312;
    public static final int ImpedanceValue = 0x003A0313;
    public static final int ImpedanceMeasurementDateTime = 0x003A0314;
    public static final int ImpedanceMeasurementFrequency = 0x003A0315;
    public static final int ImpedanceMeasurementCurrentType = 0x003A0316;

    // Procedure, structured report and waveform annotation.
    public static final int ScheduledStationAETitle = 0x00400001;
    public static final int ScheduledProcedureStepStartDate = 0x00400002;
    public static final int ScheduledProcedureStepStartTime = 0x00400003;
    public static final int ScheduledProcedureStepEndDate = 0x00400004;
    public static final int ScheduledProcedureStepEndTime = 0x00400005;
    public static final int ScheduledPerformingPhysicianName = 0x00400006;
    public static final int ScheduledProcedureStepDescription = 0x00400007;
    public static final int ScheduledProtocolCodeSequence = 0x00400008;
    public static final int ScheduledProcedureStepID = 0x00400009;
    public static final int StageCodeSequence = 0x0040000A;
    public static final int ScheduledPerformingPhysicianIdentificationSequence = 0x0040000B;
    public static final int ScheduledStationName = 0x00400010;
    public static final int ScheduledProcedureStepLocation = 0x00400011;
    public static final int OrderPlacerIdentifierSequence = 0x00400026;
    public static final int OrderFillerIdentifierSequence = 0x00400027;
    public static final int LocalNamespaceEntityID = 0x00400031;
    public static final int UniversalEntityID = 0x00400032;
    public static final int UniversalEntityIDType = 0x00400033;
    public static final int IdentifierTypeCode = 0x00400035;
    public static final int AssigningFacilitySequence = 0x00400036;
    public static final int AssigningJurisdictionCodeSequence = 0x00400039;
    public static final int ScheduledProcedureStepSequence = 0x00400100;
    public static final int PerformedStationAETitle = 0x00400241;
    public static final int PerformedStationName = 0x00400242;
    public static final int PerformedLocation = 0x00400243;
    public static final int PerformedProcedureStepStartDate = 0x00400244;
    public static final int PerformedProcedureStepStartTime = 0x00400245;
    public static final int PerformedProcedureStepEndDate = 0x00400250;
    public static final int PerformedProcedureStepEndTime = 0x00400251;
    public static final int PerformedProcedureStepStatus = 0x00400252;
    public static final int PerformedProcedureStepID = 0x00400253;
    public static final int PerformedProcedureStepDescription = 0x00400254;
    public static final int PerformedProcedureTypeDescription = 0x00400255;
    public static final int PerformedProtocolCodeSequence = 0x00400260;
    public static final int PerformedProtocolType = 0x00400261;
    public static final int ScheduledStepAttributesSequence = 0x00400270;
    public static final int RequestAttributesSequence = 0x00400275;
    public static final int CommentsOnThePerformedProcedureStep = 0x00400280;
    public static final int PerformedProcedureStepDiscontinuationReasonCodeSequence = 0x00400281;
    public static final int ProtocolContextSequence = 0x00400440;
    public static final int ContentItemModifierSequence = 0x00400441;
    public static final int AcquisitionContextSequence = 0x00400555;
    public static final int AcquisitionContextDescription = 0x00400556;
    public static final int MeasurementUnitsCodeSequence = 0x004008EA;
    public static final int RequestedProcedureID = 0x00401001;
    public static final int ReasonForTheRequestedProcedure = 0x00401002;
    public static final int RequestedProcedurePriority = 0x00401003;
    public static final int PatientTransportArrangements = 0x00401004;
    public static final int RequestedProcedureLocation = 0x00401005;
    public static final int ConfidentialityCode = 0x00401008;
    public static final int ReportingPriority = 0x00401009;
    public static final int ReasonForRequestedProcedureCodeSequence = 0x0040100A;
    public static final int NamesOfIntendedRecipientsOfResults = 0x00401010;
    public static final int IntendedRecipientsOfResultsIdentificationSequence = 0x00401011;
    public static final int ReasonForPerformedProcedureCodeSequence = 0x00401012;
    public static final int PersonIdentificationCodeSequence = 0x00401101;
    public static final int PersonAddress = 0x00401102;
    public static final int PersonTelephoneNumbers = 0x00401103;
    public static final int RequestedProcedureComments = 0x00401400;
    public static final int IssueDateOfImagingServiceRequest = 0x00402004;
    public static final int IssueTimeOfImagingServiceRequest = 0x00402005;
    public static final int OrderEnteredBy = 0x00402008;
    public static final int OrderEntererLocation = 0x00402009;
    public static final int OrderCallbackPhoneNumber = 0x00402010;
    public static final int OrderCallbackTelecomInformation = 0x00402011;
    public static final int PlacerOrderNumberImagingServiceRequest = 0x00402016;
    public static final int FillerOrderNumberImagingServiceRequest = 0x00402017;
    public static final int RelationshipType = 0x0040A010;
    public static final int VerifyingOrganization = 0x0040A027;
    public static final int VerificationDateTime = 0x0040A030;
    public static final int ObservationDateTime = 0x0040A032;
    public static final int ObservationStartDateTime = 0x0040A033;
    public static final int ValueType = 0x0040A040;
    public static final int ConceptNameCodeSequence = 0x0040A043;
    public static final int ContinuityOfContent = 0x0040A050;
    public static final int VerifyingObserverSequence = 0x0040A073;
    public static final int VerifyingObserverName = 0x0040A075;
    public static final int AuthorObserverSequence = 0x0040A078;
    public static final int ParticipantSequence = 0x0040A07A;
    public static final int CustodialOrganizationSequence = 0x0040A07C;
    public static final int ParticipationType = 0x0040A080;
    public static final int ParticipationDateTime = 0x0040A082;
    public static final int ObserverType = 0x0040A084;
    public static final int VerifyingObserverIdentificationCodeSequence = 0x0040A088;
    public static final int ReferencedWaveformChannels = 0x0040A0B0;
    public static final int DateTime = 0x0040A120;
    public static final int Date = 0x0040A121;
    public static final int Time = 0x0040A122;
    public static final int PersonName = 0x0040A123;
    public static final int UID = 0x0040A124;
    public static final int TemporalRangeType = 0x0040A130;
    public static final int ReferencedSamplePositions = 0x0040A132;
    public static final int ReferencedTimeOffsets = 0x0040A138;
    public static final int ReferencedDateTime = 0x0040A13A;
    public static final int TextValue = 0x0040A160;
    public static final int FloatingPointValue = 0x0040A161;
    public static final int RationalNumeratorValue = 0x0040A162;
    public static final int RationalDenominatorValue = 0x0040A163;
    public static final int ConceptCodeSequence = 0x0040A168;
    public static final int PurposeOfReferenceCodeSequence = 0x0040A170;
    public static final int ObservationUID = 0x0040A171;
    public static final int AnnotationGroupNumber = 0x0040A180;
    public static final int ModifierCodeSequence = 0x0040A195;
    public static final int MeasuredValueSequence = 0x0040A300;
    public static final int NumericValueQualifierCodeSequence = 0x0040A301;
    public static final int NumericValue = 0x0040A30A;
    public static final int PredecessorDocumentsSequence = 0x0040A360;
    public static final int ReferencedRequestSequence = 0x0040A370;
    public static final int PerformedProcedureCodeSequence = 0x0040A372;
    public static final int CurrentRequestedProcedureEvidenceSequence = 0x0040A375;
    public static final int PertinentOtherEvidenceSequence = 0x0040A385;
    public static final int HL7StructuredDocumentReferenceSequence = 0x0040A390;
    public static final int CompletionFlag = 0x0040A491;
    public static final int CompletionFlagDescription = 0x0040A492;
    public static final int VerificationFlag = 0x0040A493;
    public static final int ArchiveRequested = 0x0040A494;
    public static final int PreliminaryFlag = 0x0040A496;
    public static final int ContentTemplateSequence = 0x0040A504;
    public static final int IdenticalDocumentsSequence = 0x0040A525;
    public static final int ContentSequence = 0x0040A730;
    public static final int WaveformAnnotationSequence = 0x0040B020;
    public static final int TemplateIdentifier = 0x0040DB00;
    public static final int HL7InstanceIdentifier = 0x0040E001;
    public static final int HL7DocumentEffectiveTime = 0x0040E004;
    public static final int DICOMRetrievalSequence = 0x0040E021;
    public static final int DICOMMediaRetrievalSequence = 0x0040E022;
    public static final int WADORetrievalSequence = 0x0040E023;
    public static final int XDSRetrievalSequence = 0x0040E024;
    public static final int WADORSRetrievalSequence = 0x0040E025;

    // Encapsulated document.
    public static final int DocumentTitle = 0x00420010;
    public static final int EncapsulatedDocument = 0x00420011;
    public static final int MIMETypeOfEncapsulatedDocument = 0x00420012;
    public static final int SourceInstanceSequence = 0x00420013;
    public static final int ListOfMIMETypes = 0x00420014;
    public static final int EncapsulatedDocumentLength = 0x00420015;

    // Annotation.
    public static final int UnformattedTextValue = 0x00700006;

    // Digital signature and original attributes.
    public static final int EncryptedAttributesSequence = 0x04000500;
    public static final int ModifiedAttributesSequence = 0x04000550;
    public static final int OriginalAttributesSequence = 0x04000561;
    public static final int AttributeModificationDateTime = 0x04000562;
    public static final int ModifyingSystem = 0x04000563;
    public static final int SourceOfPreviousValues = 0x04000564;
    public static final int ReasonForTheAttributeModification = 0x04000565;

    // Other.
    public static final int MACParametersSequence = 0x4FFE0001;

    // Waveform.
    public static final int WaveformSequence = 0x54000100;
    public static final int ChannelMinimumValue = 0x54000110;
    public static final int ChannelMaximumValue = 0x54000112;
    public static final int WaveformBitsAllocated = 0x54001004;
    public static final int WaveformSampleInterpretation = 0x54001006;
    public static final int WaveformPaddingValue = 0x5400100A;
    public static final int WaveformData = 0x54001010;

    // Pixel data.
    public static final int PixelData = 0x7FE00010;

    // Other.
    public static final int DigitalSignaturesSequence = 0xFFFAFFFA;

    // Padding.
    public static final int DataSetTrailingPadding = 0xFFFCFFFC;

    // Sequence items.
    public static final int Item = 0xFFFEE000;
    public static final int ItemDelimitationItem = 0xFFFEE00D;
    public static final int SequenceDelimitationItem = 0xFFFEE0DD;

    private Tag() {}

    /** The group number: the high 16 bits. */
    public static int group(int tag) {
        return tag >>> 16;
    }

    /** The element number: the low 16 bits. */
    public static int element(int tag) {
        return tag & 0xFFFF;
    }

    /** Whether the group is odd: a private attribute, meaning something under its private creator only. */
    public static boolean isPrivate(int tag) {
        return (tag & 0x0001_0000) != 0;
    }

    /** Whether this is a private creator (gggg,0010-00FF), which reserves a block of private elements (PS3.5 section 7.8.1). */
    public static boolean isPrivateCreator(int tag) {
        return isPrivate(tag) && element(tag) >= 0x0010 && element(tag) <= 0x00FF;
    }

    /** Whether this is a group length (gggg,0000). */
    public static boolean isGroupLength(int tag) {
        return element(tag) == 0;
    }

    /** The tag as it is printed, with its keyword where known: {@code (0010,0020) PatientID}. */
    public static String describe(int tag) {
        String keyword = DicomDictionary.keywordOf(tag);
        String number = String.format("(%04X,%04X)", group(tag), element(tag));
        return keyword == null ? number : number + " " + keyword;
    }
}
