package org.einthoven.dicom.deidentify;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.UID;
import org.jspecify.annotations.Nullable;

/**
 * What stands for patients, objects and times: HMAC-SHA-256 of them under a secret (RFC 2104), cut to 128 bits. Whoever has the secret and an identifier finds the pseudonym
 * again; nobody else does. A patient's key and the days by which times are earlier are those of a store of ECGs that was collected under the same secret. Safe for use by several
 * threads.
 */
public final class DicomPseudonyms {
    private static final String ALGORITHM = "HmacSHA256";
    /** As of SHA-256. */
    private static final int SECRET_BYTES = 32;

    private static final int BYTES_KEPT = 16;
    private static final int MOST_DAYS = 365;

    private final SecretKeySpec key;

    /** @throws IllegalArgumentException for a secret of fewer than 32 bytes */
    public DicomPseudonyms(byte[] secret) {
        if (secret.length < SECRET_BYTES) {
            throw new IllegalArgumentException("a secret has at least " + SECRET_BYTES
                    + " bytes, such as of 'openssl rand 32', not " + secret.length);
        }
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    /** The same pseudonyms as earlier with the same file. */
    public static DicomPseudonyms of(Path secretFile) throws IOException {
        try {
            return new DicomPseudonyms(Files.readAllBytes(secretFile));
        } catch (IllegalArgumentException e) {
            throw new IOException(secretFile + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IOException("the secret " + secretFile + " cannot be read", e);
        }
    }

    /** Another UID for a UID, or for what stands in a UID's place: 2.25 and a UUID of version 8 (RFC 9562, PS3.5 annex B.2). The same everywhere. */
    public String uid(String uid) {
        ByteBuffer hash = ByteBuffer.wrap(hash("uid|" + uid));
        long high = hash.getLong() & ~0xF000L | 0x8000L;
        long low = hash.getLong() >>> 2 | 0x8000_0000_0000_0000L;
        return UID.of(new UUID(high, low));
    }

    /** The pseudonym of the object's patient, 32 hexadecimal digits; null where it has no Patient ID. */
    @Nullable
    String patient(DicomDataset dataset) {
        String id = text(dataset, Tag.PatientID);
        if (id == null) {
            return null;
        }
        String issuer = text(dataset, Tag.IssuerOfPatientID);
        DicomDataset qualifiers = dataset.getItem(Tag.IssuerOfPatientIDQualifiersSequence);
        if (issuer == null && qualifiers != null) {
            issuer = text(qualifiers, Tag.UniversalEntityID);
        }
        return hex(hash("patient|" + issuer + "|" + id));
    }

    /**
     * By how many days the times of the object's patient are earlier: 1 to 365. An object that names no patient has those of its study.
     *
     * @param object what names the object where it names no study either
     */
    int daysEarlier(DicomDataset dataset, String object) {
        String patient = patient(dataset);
        if (patient == null) {
            String study = text(dataset, Tag.StudyInstanceUID);
            patient = hex(hash("study|" + (study == null ? object : study)));
        }
        long first = ByteBuffer.wrap(hash("shift|" + patient)).getLong();
        return (int) (1 + Long.remainderUnsigned(first, MOST_DAYS));
    }

    private static @Nullable String text(DicomDataset dataset, int tag) {
        String value = dataset.getString(tag);
        String stripped = value == null ? "" : value.replace('\0', ' ').strip();
        return stripped.isEmpty() ? null : stripped;
    }

    private static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }

    private byte[] hash(String name) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Arrays.copyOf(mac.doFinal(name.getBytes(StandardCharsets.UTF_8)), BYTES_KEPT);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
        }
    }
}
