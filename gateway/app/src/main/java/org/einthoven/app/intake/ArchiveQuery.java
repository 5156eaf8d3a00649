package org.einthoven.app.intake;

import java.io.IOException;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.network.MatchListener;

/** Asks an archive for what matches keys, level by level. Used by one thread. */
interface ArchiveQuery extends AutoCloseable {
    /**
     * Hands on each match, until the listener wants no more.
     *
     * @param keys of one Query/Retrieve Level (0008,0052), with the unique keys of those above it (PS3.4 C.6.2)
     * @throws IOException when the archive cannot be asked; the message says why without patient data
     */
    Answer find(DicomDataset keys, MatchListener listener) throws IOException;

    @Override
    void close();

    /** How the search of an archive ended. */
    enum End {
        /** These are all. */
        COMPLETE,
        /** The listener wanted no more, or the archive tells no more at once. */
        EARLY,
        /** The archive has no such study or series, whatever it listed before. */
        ABSENT,
        FAILED
    }

    /** @param told what is wrong, as a message says it; empty where nothing is */
    record Answer(End end, String told) {
        void requireComplete() throws IOException {
            if (end != End.COMPLETE) {
                throw new IOException(told);
            }
        }
    }
}
