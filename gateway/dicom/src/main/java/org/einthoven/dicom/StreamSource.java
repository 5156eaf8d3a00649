package org.einthoven.dicom;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.jspecify.annotations.Nullable;

/** An object that comes through a stream: values are copies, what is passed over is never held. */
final class StreamSource extends ByteSource {
    private static final int WINDOW = 8192;

    private final InputStream stream;

    StreamSource(InputStream stream) {
        super(new byte[WINDOW], 0, 0, 0);
        this.stream = stream;
    }

    @Override
    boolean fill(int count) throws IOException {
        System.arraycopy(window, next, window, 0, end - next);
        start += next;
        end -= next;
        next = 0;
        while (end < count) {
            int read = stream.read(window, end, window.length - end);
            if (read < 0) {
                return false;
            }
            end += read;
        }
        return true;
    }

    @Override
    @Nullable
    DicomValue take(int tag, VR vr, long length) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) Math.min(length, WINDOW));
        for (long left = length; left > 0; ) {
            if (!has(1)) {
                return null;
            }
            int count = (int) Math.min(left, end - next);
            bytes.write(window, next, count);
            next += count;
            left -= count;
        }
        return new DicomValue(tag, vr, bytes.toByteArray());
    }

    @Override
    boolean skip(long length) throws IOException {
        if (length <= end - next) {
            next += (int) length;
            return true;
        }
        long beyond = length - (end - next);
        start += end + beyond;
        next = 0;
        end = 0;
        try {
            stream.skipNBytes(beyond);
            return true;
        } catch (EOFException e) {
            return false;
        }
    }

    @Override
    boolean isStream() {
        return true;
    }

    @Override
    InputStream rest() {
        return new SequenceInputStream(new ByteArrayInputStream(window, next, end - next), stream);
    }
}
