package org.einthoven.ecg.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.PatientRef;
import org.einthoven.ecg.Task;
import org.jspecify.annotations.Nullable;

/**
 * What stands in a store for who and when: keys from a secret, and times that are earlier by up to a year, as many days for all records of a patient, so
 * that the time between visits stays true. Whoever has the secret and an identifier finds the patient again; nobody else does.
 */
public final class Pseudonyms {
    /** As of SHA-256. */
    private static final int SECRET_BYTES = 32;

    private static final int MOST_DAYS = 365;

    private final byte[] secret;

    /** @throws IllegalArgumentException for a secret of fewer than 32 bytes */
    public Pseudonyms(byte[] secret) {
        if (secret.length < SECRET_BYTES) {
            throw new IllegalArgumentException("a secret has at least " + SECRET_BYTES
                    + " bytes, such as of 'openssl rand 32', not " + secret.length);
        }
        this.secret = secret.clone();
    }

    /** The same pseudonyms as earlier with the same file, so that new ECGs join their patients. */
    public static Pseudonyms of(Path secretFile) throws IOException {
        try {
            return new Pseudonyms(Files.readAllBytes(secretFile));
        } catch (IllegalArgumentException e) {
            throw new IOException(secretFile + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IOException("the secret " + secretFile + " cannot be read", e);
        }
    }

    /** Whose a recording is; one that names nobody is its own patient. */
    public StoreKey patient(EcgRecording recording) {
        PatientRef patient = recording.patient();
        return patient == null ? record(recording) : patient(patient.issuer() + "|" + patient.identifier());
    }

    public StoreKey patient(String identifier) {
        return StoreKey.pseudonym(secret, "patient|" + identifier);
    }

    /** By content: what comes twice, under whatever name, is one record. */
    public StoreKey record(EcgRecording recording) {
        return StoreKey.pseudonym(secret, "record|" + recording.source().contentHash());
    }

    /** What a store knows of a recording's first window. */
    public StoredEcg of(EcgRecording recording, StoreKey patient, Map<Task, Boolean> labels) {
        return new StoredEcg(
                patient,
                record(recording),
                0,
                shifted(recording.acquisition().time(), patient),
                recording.demographics().sex(),
                recording.demographics().ageYears(),
                labels);
    }

    private @Nullable Instant shifted(@Nullable Instant time, StoreKey patient) {
        StoreKey shift = StoreKey.pseudonym(secret, "shift|" + patient);
        return time == null ? null : time.minus(Duration.ofDays(1 + Long.remainderUnsigned(shift.high(), MOST_DAYS)));
    }
}
