package org.einthoven.app.ledger;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.einthoven.app.database.Database;
import org.einthoven.ecg.PatientRef;
import org.jspecify.annotations.Nullable;

/**
 * Names patients without naming them: HMAC-SHA-256 of issuer and identifier under a key that only the ledger holds, the
 * first 16 bytes in hex. Alike on all nodes that share a ledger. Queues carry it to keep a patient's ECGs in order.
 */
public final class PatientKeys {
    private static final String SETTING = "patient-key";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final int BYTES_KEPT = 16;

    private final SecretKeySpec key;

    private PatientKeys(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** The key of this ledger, made where it has none. */
    static PatientKeys open(Database database) {
        byte[] fresh = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(fresh);
        String hex = database.write(handle -> {
            handle.createUpdate(
                            "insert into setting (name, value) values (:name, :value) on conflict (name) do nothing")
                    .bind("name", SETTING)
                    .bind("value", HexFormat.of().formatHex(fresh))
                    .execute();
            return handle.createQuery("select value from setting where name = :name")
                    .bind("name", SETTING)
                    .mapTo(String.class)
                    .one();
        });
        return new PatientKeys(HexFormat.of().parseHex(hex));
    }

    /** The patient's key; null where nobody is named. */
    public @Nullable String of(@Nullable PatientRef patient) {
        if (patient == null) {
            return null;
        }
        String issuer = patient.issuer() == null ? "" : patient.issuer();
        byte[] hash = mac().doFinal((issuer + '\u0000' + patient.identifier()).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES_KEPT));
    }

    private Mac mac() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", impossible);
        }
    }
}
