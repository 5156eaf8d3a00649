package org.einthoven.app.intake;

import org.einthoven.app.fhir.IntakeException;

/** Takes DICOM objects that were fetched from an archive. Called by many threads at once. */
public interface PulledIntake {
    /**
     * Keeps an object and puts it among those that come in live. Returns only once it is durable.
     *
     * @param object a Part 10 file
     * @param sender the archive's AE title, or its name where it has none
     * @throws IntakeException when it was not taken
     */
    void accept(byte[] object, String sender) throws IntakeException;
}
