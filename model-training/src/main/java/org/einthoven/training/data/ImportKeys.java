package org.einthoven.training.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.PatientRef;
import org.einthoven.ecg.store.StoreKey;

/** The pseudonyms of what is imported. @param secret without which nobody can tell whose a key is */
record ImportKeys(byte[] secret) {
    private static final int SECRET_BYTES = 32;

    /** With a secret that is forgotten: enough to tell one's own patients apart, while the program runs. */
    static ImportKeys forMemory() {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return new ImportKeys(secret);
    }

    /** The same keys as in an earlier import with the same file, so that new ECGs join their patients. */
    static ImportKeys of(Path secretFile) throws IOException {
        byte[] secret = Files.readAllBytes(secretFile);
        if (secret.length < SECRET_BYTES) {
            throw new IOException(secretFile + " holds " + secret.length + " bytes; a secret has at least "
                    + SECRET_BYTES + ", such as of 'openssl rand 32'");
        }
        return new ImportKeys(secret);
    }

    /** Whose a recording is; one that names nobody is its own patient. */
    StoreKey patient(EcgRecording recording) {
        PatientRef patient = recording.patient();
        return patient == null ? record(recording) : named(patient.issuer() + "|" + patient.identifier());
    }

    StoreKey named(String patient) {
        return StoreKey.pseudonym(secret, "patient|" + patient);
    }

    /** By content: a file that comes twice, under whatever name, is one record. */
    StoreKey record(EcgRecording recording) {
        return StoreKey.pseudonym(secret, "record|" + recording.source().contentHash());
    }
}
