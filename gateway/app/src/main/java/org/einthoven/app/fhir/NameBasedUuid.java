package org.einthoven.app.fhir;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** UUIDs of version 5 (RFC 9562, section 5.5): the same name gives the same UUID. */
final class NameBasedUuid {
    private NameBasedUuid() {}

    static UUID of(UUID namespace, byte[] name) {
        MessageDigest sha1;
        try {
            sha1 = MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-1", impossible);
        }
        sha1.update(ByteBuffer.allocate(16)
                .putLong(namespace.getMostSignificantBits())
                .putLong(namespace.getLeastSignificantBits())
                .flip());
        ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name));
        long high = hash.getLong() & ~0xF000L | 0x5000L;
        long low = hash.getLong() & ~(0xC0L << 56) | 0x80L << 56;
        return new UUID(high, low);
    }
}
