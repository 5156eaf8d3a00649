package org.einthoven.camel;

import org.apache.camel.spi.Metadata;

/** Headers of exchanges that come from or go to {@code dicom:}. */
public final class DicomConstants {
    @Metadata(label = "consumer", description = "SOP Class UID of the received object", javaType = "String")
    public static final String SOP_CLASS_UID = "CamelDicomSopClassUid";

    @Metadata(label = "consumer", description = "SOP Instance UID of the received object", javaType = "String")
    public static final String SOP_INSTANCE_UID = "CamelDicomSopInstanceUid";

    @Metadata(label = "consumer", description = "Transfer syntax in which the object was received", javaType = "String")
    public static final String TRANSFER_SYNTAX_UID = "CamelDicomTransferSyntaxUid";

    @Metadata(label = "consumer", description = "AE title of the sender", javaType = "String")
    public static final String CALLING_AE_TITLE = "CamelDicomCallingAeTitle";

    @Metadata(label = "consumer", description = "AE title that the sender called", javaType = "String")
    public static final String CALLED_AE_TITLE = "CamelDicomCalledAeTitle";

    @Metadata(label = "consumer", description = "Internet address of the sender", javaType = "String")
    public static final String REMOTE_ADDRESS = "CamelDicomRemoteAddress";

    @Metadata(
            label = "consumer",
            description = "Whose ECG the received object says it is: Patient ID and its issuer",
            javaType = "org.einthoven.ecg.PatientRef")
    public static final String PATIENT = "CamelDicomPatient";

    @Metadata(
            description = "Status of the C-STORE response. A consumer's route may set it to answer another status than"
                    + " the one that follows from the exchange; a producer sets it to what the peer answered",
            javaType = "Integer")
    public static final String STATUS = "CamelDicomStatus";

    @Metadata(
            label = "producer",
            description = "Of find, move and get: keys beside those of the endpoint, from keyword to value",
            javaType = "java.util.Map<String, Object>")
    public static final String KEYS = "CamelDicomKeys";

    @Metadata(
            label = "producer",
            description = "Of find: whether the matches in the body are all that the peer has",
            javaType = "Boolean")
    public static final String COMPLETE = "CamelDicomComplete";

    @Metadata(label = "producer", description = "Of move and get: how many objects the peer sent", javaType = "Integer")
    public static final String COMPLETED = "CamelDicomCompleted";

    @Metadata(label = "producer", description = "Of move and get: how many objects did not come", javaType = "Integer")
    public static final String FAILED = "CamelDicomFailed";

    private DicomConstants() {}
}
