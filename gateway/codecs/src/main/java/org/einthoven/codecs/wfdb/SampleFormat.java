package org.einthoven.codecs.wfdb;

import java.util.Optional;

/** How a WFDB signal file stores its samples: signal(5) of the WFDB Applications Guide. */
enum SampleFormat {
    /** 16-bit two's complement, little-endian. */
    FORMAT_16(16, 2, 1, Short.MIN_VALUE) {
        @Override
        int read(byte[] data, int start, int index) {
            int at = start + 2 * index;
            return (short) ((data[at] & 0xff) | data[at + 1] << 8);
        }
    },
    /** 16-bit two's complement, big-endian. */
    FORMAT_61(61, 2, 1, Short.MIN_VALUE) {
        @Override
        int read(byte[] data, int start, int index) {
            int at = start + 2 * index;
            return (short) ((data[at + 1] & 0xff) | data[at] << 8);
        }
    },
    /** 8-bit offset binary: 128 is zero. */
    FORMAT_80(80, 1, 1, Byte.MIN_VALUE) {
        @Override
        int read(byte[] data, int start, int index) {
            return (data[start + index] & 0xff) - 128;
        }
    },
    /** 16-bit offset binary, little-endian: 32768 is zero. */
    FORMAT_160(160, 2, 1, Short.MIN_VALUE) {
        @Override
        int read(byte[] data, int start, int index) {
            return ((data[start + 2 * index] & 0xff) | (data[start + 2 * index + 1] & 0xff) << 8) - 32768;
        }
    },
    /** Two 12-bit samples in three bytes. */
    FORMAT_212(212, 3, 2, -2048) {
        @Override
        int read(byte[] data, int start, int index) {
            int at = start + 3 * (index >> 1);
            int twelve = (index & 1) == 0
                    ? (data[at] & 0xff) | (data[at + 1] & 0x0f) << 8
                    : (data[at + 2] & 0xff) | (data[at + 1] & 0xf0) << 4;
            return twelve << 20 >> 20;
        }
    },
    /** 24-bit two's complement, little-endian. */
    FORMAT_24(24, 3, 1, -8_388_608) {
        @Override
        int read(byte[] data, int start, int index) {
            int at = start + 3 * index;
            return (data[at] & 0xff) | (data[at + 1] & 0xff) << 8 | data[at + 2] << 16;
        }
    },
    /** 32-bit two's complement, little-endian. */
    FORMAT_32(32, 4, 1, Integer.MIN_VALUE) {
        @Override
        int read(byte[] data, int start, int index) {
            int at = start + 4 * index;
            return (data[at] & 0xff) | (data[at + 1] & 0xff) << 8 | (data[at + 2] & 0xff) << 16 | data[at + 3] << 24;
        }
    };

    private final int number;
    private final int groupBytes;
    private final int groupSamples;
    private final int invalid;

    SampleFormat(int number, int groupBytes, int groupSamples, int invalid) {
        this.number = number;
        this.groupBytes = groupBytes;
        this.groupSamples = groupSamples;
        this.invalid = invalid;
    }

    static Optional<SampleFormat> ofNumber(int number) {
        for (SampleFormat format : values()) {
            if (format.number == number) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    int number() {
        return number;
    }

    /** The value that stands for a sample that was not recorded. */
    int invalid() {
        return invalid;
    }

    /** The bytes that so many samples take; a group left half is stored without its unused bytes. */
    long bytes(long samples) {
        return (samples * groupBytes + groupSamples - 1) / groupSamples;
    }

    /** How many whole samples lie in so many bytes. */
    long samples(long bytes) {
        return bytes * groupSamples / groupBytes;
    }

    /**
     * One sample, sign-extended.
     *
     * @param start where the samples begin
     * @param index of the sample among all that the file interleaves
     */
    abstract int read(byte[] data, int start, int index);
}
