package org.einthoven.ecg.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * 128 bits that stand for a patient or a record, so that two ECGs of one patient are known to be so and nobody's name is known.
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
public record StoreKey(long high, long low) {
    private static final String MAC = "HmacSHA256";
    private static final int LEAST_SECRET = 16;

    /**
     * The pseudonym of an identifier: HMAC-SHA-256, cut to 128 bits. Without the secret nobody can tell whose it is, nor try out
     * all identifiers of a hospital.
     *
     * @param secret at least 16 bytes, kept where the identifiers are
     * @see <a href="https://www.rfc-editor.org/rfc/rfc2104">RFC 2104</a>
     */
    public static StoreKey pseudonym(byte[] secret, String identifier) {
        if (secret.length < LEAST_SECRET) {
            throw new IllegalArgumentException("a secret has at least 16 bytes, not " + secret.length);
        }
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(secret, MAC));
            return of(mac.doFinal(identifier.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + MAC, impossible);
        }
    }

    /** Of what is public anyway, such as a record's name in an open data set: SHA-256, cut to 128 bits. Hides nothing. */
    public static StoreKey publicName(String name) {
        try {
            return of(MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private static StoreKey of(byte[] digest) {
        ByteBuffer bytes = ByteBuffer.wrap(digest);
        return new StoreKey(bytes.getLong(), bytes.getLong());
    }

    /** @throws IllegalArgumentException for anything but 32 hexadecimal digits */
    public static StoreKey parse(String hexadecimal) {
        if (hexadecimal.length() != 2 * 2 * Long.BYTES) {
            throw new IllegalArgumentException("a key has 32 hexadecimal digits, not " + hexadecimal.length());
        }
        return of(HexFormat.of().parseHex(hexadecimal));
    }

    /** 32 hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }
}
