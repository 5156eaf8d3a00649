package org.einthoven.dicom;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Bytes to be parsed, forward only: a whole object in an array, or a stream through a window. */
abstract class ByteSource {
    /** What is held now; {@link #next} to {@link #end} is unread. */
    byte[] window;

    int next;
    int end;
    /** Where {@code window[0]} lies in the object. */
    long start;

    ByteSource(byte[] window, int next, int end, long start) {
        this.window = window;
        this.next = next;
        this.end = end;
        this.start = start;
    }

    static ByteSource of(byte[] bytes) {
        return new WholeSource(bytes, 0, bytes.length, 0);
    }

    /** A part of a value, its positions counted from the start of the object. */
    static ByteSource of(DicomValue value, long position) {
        return new WholeSource(
                value.source(), value.offset(), value.offset() + value.length(), position - value.offset());
    }

    static ByteSource of(InputStream stream) {
        return new StreamSource(stream);
    }

    /** Where the next byte lies in the object. */
    final long position() {
        return start + next;
    }

    /** Whether so many bytes are there still; {@code count} is small. */
    final boolean has(int count) throws IOException {
        return end - next >= count || fill(count);
    }

    final int unsignedByte(int ahead) {
        return window[next + ahead] & 0xFF;
    }

    final int unsignedShort(int ahead, boolean bigEndian) {
        int first = unsignedByte(ahead);
        int second = unsignedByte(ahead + 1);
        return bigEndian ? first << 8 | second : second << 8 | first;
    }

    final long unsignedInt(int ahead, boolean bigEndian) {
        long first = unsignedShort(ahead, bigEndian);
        long second = unsignedShort(ahead + 2, bigEndian);
        return bigEndian ? first << 16 | second : second << 16 | first;
    }

    final int tag(int ahead, boolean bigEndian) {
        return unsignedShort(ahead, bigEndian) << 16 | unsignedShort(ahead + 2, bigEndian);
    }

    final void advance(int count) {
        next += count;
    }

    /** Tries to have so many bytes in the window. */
    abstract boolean fill(int count) throws IOException;

    /** The next bytes as a value, or null where fewer are left; memory is taken as they come, whatever length is claimed. */
    abstract @Nullable DicomValue take(int tag, VR vr, long length) throws IOException;

    /** Passes over bytes; false where fewer are left. */
    abstract boolean skip(long length) throws IOException;

    /** Whether values are copied out of a stream rather than slices of an array. */
    abstract boolean isStream();

    /** What has not been read yet. */
    abstract InputStream rest();
}
