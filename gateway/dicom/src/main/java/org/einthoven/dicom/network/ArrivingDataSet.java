package org.einthoven.dicom.network;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The data set of a request while it arrives. */
public interface ArrivingDataSet {

    /** The next piece; the buffer is valid during this call only. */
    void write(ByteBuffer fragment);

    /** Does what was requested, and tells the status to answer. */
    DimseStatus finish() throws IOException;

    /** Throws away what has arrived of a data set that will not be completed. */
    void discard();

    /** A data set that is only read over, to answer the status afterwards. */
    static ArrivingDataSet readOver(DimseStatus status) {
        return new ArrivingDataSet() {
            @Override
            public void write(ByteBuffer fragment) {
                // Not wanted.
            }

            @Override
            public DimseStatus finish() {
                return status;
            }

            @Override
            public void discard() {
                // Nothing was kept.
            }
        };
    }
}
