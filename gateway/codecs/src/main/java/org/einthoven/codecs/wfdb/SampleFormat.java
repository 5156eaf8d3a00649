package org.einthoven.codecs.wfdb;

import java.util.Optional;

/** How a WFDB signal file stores its samples: signal(5) of the WFDB Applications Guide. */
enum SampleFormat {
    /** 8-bit two's complement differences, the first to the initial value in the header. */
    FORMAT_8(8, 1, 1, Integer.MIN_VALUE) {
        @Override
        int read(byte[] data, int start, int index) {
            return data[start + index];
        }

        @Override
        boolean differences() {
            return true;
        }
    },
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
    /** Three 10-bit samples in two little-endian words: two above the lowest bit of each, the third in what is left of both, five bits each. */
    FORMAT_310(310, 4, 3, -512) {
        @Override
        int read(byte[] data, int start, int index) {
            int at = start + 4 * (index / 3);
            int ten =
                    switch (index % 3) {
                        case 0 -> word(data, at) >> 1;
                        case 1 -> word(data, at + 2) >> 1;
                        default -> word(data, at) >> 11 | word(data, at + 2) >> 11 << 5;
                    };
            return ten << 22 >> 22;
        }

        @Override
        long bytes(long samples) {
            return samples / 3 * 4 + samples % 3 * 2;
        }

        @Override
        long samples(long bytes) {
            return bytes / 4 * 3 + bytes % 4 / 2;
        }
    },
    /** Three 10-bit samples in four bytes, the first in the lowest bits; two bits are left over. */
    FORMAT_311(311, 4, 3, -512) {
        @Override
        int read(byte[] data, int start, int index) {
            int at = start + 4 * (index / 3);
            int ten =
                    switch (index % 3) {
                        case 0 -> word(data, at);
                        case 1 -> word(data, at + 1) >> 2;
                        default -> word(data, at + 2) >> 4;
                    };
            return ten << 22 >> 22;
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

    /** Whether each value is added to the signal's sample before. */
    boolean differences() {
        return false;
    }

    /** An unsigned little-endian word. */
    static int word(byte[] data, int at) {
        return (data[at] & 0xff) | (data[at + 1] & 0xff) << 8;
    }

    /**
     * One sample, sign-extended.
     *
     * @param start where the samples begin
     * @param index of the sample among all that the file interleaves
     */
    abstract int read(byte[] data, int start, int index);
}
