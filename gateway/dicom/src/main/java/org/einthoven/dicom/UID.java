package org.einthoven.dicom;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.regex.Pattern;

/** Unique identifiers: those of the standard that the gateway names, and new ones under 2.25 (PS3.5 section 9, annex B.2). */
// The constants bear the keywords of PS3.6 annex A unchanged.
@SuppressWarnings({"MemberName", "ConstantNames"})
public final class UID {
    public static final String Verification = "1.2.840.10008.1.1";
    public static final String DICOMApplicationContext = "1.2.840.10008.3.1.1.1";
    public static final String StorageCommitmentPushModel = "1.2.840.10008.1.20.1";
    public static final String ModalityWorklistInformationModelFind = "1.2.840.10008.5.1.4.31";

    public static final String PatientRootQueryRetrieveInformationModelFind = "1.2.840.10008.5.1.4.1.2.1.1";
    public static final String PatientRootQueryRetrieveInformationModelMove = "1.2.840.10008.5.1.4.1.2.1.2";
    public static final String PatientRootQueryRetrieveInformationModelGet = "1.2.840.10008.5.1.4.1.2.1.3";
    public static final String StudyRootQueryRetrieveInformationModelFind = "1.2.840.10008.5.1.4.1.2.2.1";
    public static final String StudyRootQueryRetrieveInformationModelMove = "1.2.840.10008.5.1.4.1.2.2.2";
    public static final String StudyRootQueryRetrieveInformationModelGet = "1.2.840.10008.5.1.4.1.2.2.3";

    public static final String StandaloneCurveStorage = "1.2.840.10008.5.1.4.1.1.9";
    public static final String WaveformStorageTrial = "1.2.840.10008.5.1.4.1.1.9.1";
    public static final String TwelveLeadECGWaveformStorage = "1.2.840.10008.5.1.4.1.1.9.1.1";
    public static final String GeneralECGWaveformStorage = "1.2.840.10008.5.1.4.1.1.9.1.2";
    public static final String AmbulatoryECGWaveformStorage = "1.2.840.10008.5.1.4.1.1.9.1.3";
    public static final String General32bitECGWaveformStorage = "1.2.840.10008.5.1.4.1.1.9.1.4";
    public static final String HemodynamicWaveformStorage = "1.2.840.10008.5.1.4.1.1.9.2.1";
    public static final String CardiacElectrophysiologyWaveformStorage = "1.2.840.10008.5.1.4.1.1.9.3.1";
    public static final String EncapsulatedPDFStorage = "1.2.840.10008.5.1.4.1.1.104.1";
    public static final String BasicTextSRStorage = "1.2.840.10008.5.1.4.1.1.88.11";
    public static final String EnhancedSRStorage = "1.2.840.10008.5.1.4.1.1.88.22";
    public static final String ComprehensiveSRStorage = "1.2.840.10008.5.1.4.1.1.88.33";
    public static final String Comprehensive3DSRStorage = "1.2.840.10008.5.1.4.1.1.88.34";

    /** Names this implementation in what it writes (PS3.7 annex D.3.3.2). */
    public static final String EinthovenImplementationClass = "2.25.74880763250516238935338468556675171151";

    /** Goes with {@link #EinthovenImplementationClass}; at most 16 characters. */
    public static final String EinthovenImplementationVersion = "EINTHOVEN_0.1";

    private static final Pattern VALID = Pattern.compile("(0|[1-9][0-9]*)(\\.(0|[1-9][0-9]*))+");

    private UID() {}

    /** A new identifier that nobody else has. */
    public static String random() {
        return of(UUID.randomUUID());
    }

    /** The identifier of a UUID: 2.25 and the UUID as one unsigned decimal number. */
    public static String of(UUID uuid) {
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
        return "2.25." + new BigInteger(1, bytes);
    }

    /** Whether the text keeps the rules of PS3.5 section 9.1: digits and dots, no leading zero in a component, at most 64 characters. */
    public static boolean isValid(String uid) {
        return uid.length() <= 64 && VALID.matcher(uid).matches();
    }
}
