package org.einthoven.ecg;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Which ECG this is, however often and by whatever way it arrives: its identifier and the hash of its content.
 *
 * @param kind what sort of identifier it is
 * @param identifier the SOP Instance UID, "Observation/id/_history/version" or an identifier, the control id, the file;
 *     as {@link #identifier(String)} makes it
 * @param contentHash SHA-256 in lower-case hex of the content in a form that does not depend on its transfer
 *     (a DICOM object hashes alike in every transfer syntax)
 */
public record SourceIdentity(Kind kind, String identifier, String contentHash) {
    private static final Pattern UNFIT = Pattern.compile("[\\p{Cc}\\p{Cs}]");
    private static final int LONGEST = 255;

    public SourceIdentity {
        Objects.requireNonNull(kind);
        identifier = identifier(identifier);
        if (!contentHash.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("a content hash is 64 lower-case hex digits");
        }
    }

    /**
     * An identifier as every database and receiver can hold it. Control characters and halves of surrogate pairs become
     * U+FFFD; one of more than 255 characters is replaced by its hash. What is so changed is told apart by the content hash.
     */
    public static String identifier(String source) {
        String clean = UNFIT.matcher(source).replaceAll("\uFFFD");
        return clean.length() <= LONGEST ? clean : "sha256:" + sha256(source);
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** One line that names this source and no other, for deterministic identifiers. */
    public String key() {
        return kind + "|" + identifier + "|" + contentHash;
    }

    /** What the identifier is. */
    public enum Kind {
        DICOM,
        FHIR,
        HL7V2,
        FILE
    }
}
