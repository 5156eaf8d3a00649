package org.einthoven.report.drawing;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The colours of an image, at most 256, as they come up: inks, and what shines through where an ink covers a part of a
 * pixel. Mixed colours have 22 values a channel, so that grid and curves need about 170 of them.
 */
final class Palette {
    static final int WHITE = 0xFFFFFF;
    /** A pixel is covered in so many steps. */
    static final int LEVELS = 16;

    private static final int MOST = 256;
    private static final int STEPS = 21;

    private final int[] colours = new int[MOST];
    private final Map<Integer, Integer> numbers = new HashMap<>();
    private int size;

    /** Begins with white, as number 0. */
    Palette() {
        numberOf(WHITE);
    }

    int size() {
        return size;
    }

    int rgb(int number) {
        return colours[number];
    }

    Ink ink(int rgb) {
        return new Ink(rgb);
    }

    /** The number of a colour, or of the one most like it where there is room for no more. */
    private int numberOf(int rgb) {
        Integer known = numbers.get(rgb);
        if (known != null) {
            return known;
        }
        if (size == MOST) {
            return nearest(rgb);
        }
        colours[size] = rgb;
        numbers.put(rgb, size);
        return size++;
    }

    private int nearest(int rgb) {
        int nearest = 0;
        for (int i = 1; i < MOST; i++) {
            nearest = distance(colours[i], rgb) < distance(colours[nearest], rgb) ? i : nearest;
        }
        return nearest;
    }

    private static int distance(int one, int other) {
        int sum = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int d = channel(one, shift) - channel(other, shift);
            sum += d * d;
        }
        return sum;
    }

    private static int channel(int rgb, int shift) {
        return rgb >> shift & 0xFF;
    }

    /** A colour to paint with. */
    final class Ink {
        private final int rgb;
        private final short[] mixed = new short[LEVELS * MOST];

        private Ink(int rgb) {
            this.rgb = rgb;
            Arrays.fill(mixed, (short) -1);
        }

        /**
         * The number of the colour that a pixel has afterwards.
         *
         * @param under the number of its colour before
         * @param level how many of sixteen parts are covered, at least one
         */
        int over(int under, int level) {
            int at = (level - 1) * MOST + under;
            if (mixed[at] < 0) {
                mixed[at] = (short) numberOf(level == LEVELS ? rgb : mix(colours[under], level));
            }
            return mixed[at];
        }

        private int mix(int under, int level) {
            int mix = 0;
            for (int shift = 0; shift <= 16; shift += 8) {
                double value =
                        channel(under, shift) + (double) (channel(rgb, shift) - channel(under, shift)) * level / LEVELS;
                mix |= (int) Math.rint(Math.rint(value / 255 * STEPS) * 255 / STEPS) << shift;
            }
            return mix;
        }
    }
}
