package org.einthoven.encoder.protocol;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Numbers of the data type {@value #FP32} with a name and a shape.
 *
 * @param shape the length of each dimension, none negative
 * @param values row by row (the last dimension runs fastest), as many as the shape says; this record's own
 */
public record Tensor(String name, List<Long> shape, float[] values) {
    /** IEEE 754 binary32, the one data type spoken here. */
    public static final String FP32 = "FP32";

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.:/-]{1,60}");

    public Tensor {
        Objects.requireNonNull(name);
        shape = List.copyOf(shape);
        if (elements(shape) != values.length) {
            throw new IllegalArgumentException(
                    "the tensor " + shown(name) + " of shape " + shape + " has " + values.length + " values");
        }
    }

    /** How many values a shape holds; -1 for one that no array can hold. */
    static long elements(List<Long> shape) {
        long elements = 1;
        for (long length : shape) {
            if (length < 0 || length > Integer.MAX_VALUE) {
                return -1;
            }
            elements *= length;
            if (elements > Integer.MAX_VALUE) {
                return -1;
            }
        }
        return elements;
    }

    /** A peer's name for something, fit for a log: what is long or odd is left out. */
    static String shown(String name) {
        return PLAIN.matcher(name).matches() ? name : "of an odd name";
    }
}
