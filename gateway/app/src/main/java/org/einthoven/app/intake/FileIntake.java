package org.einthoven.app.intake;

import org.einthoven.app.fhir.IntakeException;
import org.einthoven.app.store.ObjectHash;

/** Takes ECGs that come as files of any known format. Called by many threads at once. */
public interface FileIntake {
    /**
     * Keeps an ECG and puts it behind those that wait out of archives. Returns only once it is durable.
     *
     * @throws IntakeException when it was not taken
     */
    Receipt accept(byte[] file) throws IntakeException;

    /**
     * That an ECG is durable.
     *
     * @param known whether it was here before
     */
    record Receipt(ObjectHash object, boolean known) {}
}
