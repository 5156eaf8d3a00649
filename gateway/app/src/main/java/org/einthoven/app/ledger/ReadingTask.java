package org.einthoven.app.ledger;

import org.jspecify.annotations.Nullable;

/**
 * An ECG that a queue hands over to be read.
 *
 * @param wanted false where the message is left over: the ECG was given up, or the schedule will send it when it is due
 * @param rerun whether a person wants it read by the model that runs now, whatever reports there are
 * @param patient whose ECG it is by a person's word, which stands above what the ECG says; null where nobody said so
 */
public record ReadingTask(
        boolean wanted, boolean rerun, @Nullable AssignedPatient patient) {
    /** Of an ECG that the ledger did not know of. */
    public static final ReadingTask OF_UNKNOWN = new ReadingTask(true, false, null);
}
