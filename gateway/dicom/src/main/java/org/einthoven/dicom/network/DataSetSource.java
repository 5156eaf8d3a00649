package org.einthoven.dicom.network;

import java.io.IOException;
import java.io.OutputStream;

/** Writes a data set, without file meta information, in an agreed transfer syntax. */
@FunctionalInterface
public interface DataSetSource {
    void writeTo(OutputStream out) throws IOException;
}
