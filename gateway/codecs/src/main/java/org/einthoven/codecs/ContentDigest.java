package org.einthoven.codecs;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest of {@link org.einthoven.ecg.SourceIdentity#contentHash()}. */
public final class ContentDigest {
    private ContentDigest() {}

    /** A new SHA-256, which every Java platform has. */
    public static MessageDigest create() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
