package org.einthoven.dicom.network;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Takes the messages of an association as their fragments arrive. */
interface MessageListener {

    /** A whole command set. Where it announces a data set, {@link #data} and {@link #endOfData} follow. */
    void command(AcceptedContext context, CommandSet command) throws IOException;

    /** The next piece of the data set; the buffer is valid during this call only. */
    void data(ByteBuffer fragment) throws IOException;

    void endOfData() throws IOException;
}
