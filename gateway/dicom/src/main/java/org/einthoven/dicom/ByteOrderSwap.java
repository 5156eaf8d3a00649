package org.einthoven.dicom;

/** Turns the words of a value round between little and big endian (PS3.5 section 7.3). */
final class ByteOrderSwap {
    private ByteOrderSwap() {}

    /** The value with its words turned round, or the value itself where its VR has none. */
    static DicomValue swapped(DicomValue value) {
        if (value.vr().wordSize() == 1) {
            return value;
        }
        byte[] bytes = value.evenBytes();
        swap(bytes, value.vr().wordSize());
        return new DicomValue(value.tag(), value.vr(), bytes);
    }

    /** Bytes after the last whole word stay. */
    private static void swap(byte[] bytes, int size) {
        for (int word = 0; word + size <= bytes.length; word += size) {
            for (int low = word, high = word + size - 1; low < high; low++, high--) {
                byte kept = bytes[low];
                bytes[low] = bytes[high];
                bytes[high] = kept;
            }
        }
    }
}
