package org.einthoven.dicom;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** An object that is in memory: values are slices of it. */
final class WholeSource extends ByteSource {
    WholeSource(byte[] bytes, int from, int to, long start) {
        super(bytes, from, to, start);
    }

    @Override
    boolean fill(int count) {
        return false;
    }

    @Override
    @Nullable
    DicomValue take(int tag, VR vr, long length) {
        if (length > end - next) {
            return null;
        }
        DicomValue value = new DicomValue(tag, vr, window, next, (int) length);
        next += (int) length;
        return value;
    }

    @Override
    boolean skip(long length) {
        boolean there = length <= end - next;
        next = there ? next + (int) length : end;
        return there;
    }

    @Override
    boolean isStream() {
        return false;
    }

    @Override
    InputStream rest() {
        return new ByteArrayInputStream(window, next, end - next);
    }
}
