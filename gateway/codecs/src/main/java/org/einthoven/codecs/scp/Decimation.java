package org.einthoven.codecs.scp;

import java.util.List;
import org.einthoven.codecs.scp.QrsLocations.Area;

/**
 * Bimodal compression: outside the protected areas one sample, their mean, stands for several. It stands in their middle; between
 * two of them the samples lie on a straight line, before the first and after the last of a stretch they keep its value (half a
 * group each), as E. Cervesato's decoder and the ECG Toolkit have it. The smoothing that the standard suggests afterwards is left
 * out: what was recorded does not ask for it.
 *
 * @param factor how many samples one stands for
 * @param areas in which every sample was kept
 * @param partial how the samples were stored that are too few for a group, at the end of a stretch; of no matter where there are
 *     none, as the standard wants it
 */
record Decimation(int factor, List<Area> areas, Partial partial) {
    /** How sources that deviate store the end of a stretch. */
    enum Partial {
        /** Each sample on its own. */
        KEPT,
        /** Their mean. */
        AVERAGED
    }

    Decimation {
        areas = List.copyOf(areas);
    }

    Decimation with(Partial another) {
        return new Decimation(factor, areas, another);
    }

    /** Whether every stretch outside the areas is a whole number of groups. */
    boolean isWhole(ScpLead lead) {
        return stored(lead, Partial.KEPT) == stored(lead, Partial.AVERAGED);
    }

    /** How many values are stored for a lead. */
    long stored(ScpLead lead) {
        return stored(lead, partial);
    }

    private long stored(ScpLead lead, Partial how) {
        long stored = 0;
        long at = lead.start();
        for (Area area : areas) {
            long start = Math.max(at, Math.min(area.start(), lead.end() + 1));
            long end = Math.max(start, Math.min(area.end(), lead.end()) + 1);
            stored += groups(start - at, how) + (end - start);
            at = end;
        }
        return stored + groups(lead.end() + 1 - at, how);
    }

    private long groups(long length, Partial how) {
        long rest = length % factor;
        return length / factor + (how == Partial.KEPT || rest == 0 ? rest : 1);
    }

    /** All samples of a lead, of the values that are stored. */
    double[] expand(ScpLead lead, int[] stored) {
        Expansion expansion = new Expansion(stored, new double[(int) lead.length()]);
        long at = lead.start();
        for (Area area : areas) {
            long start = Math.max(at, Math.min(area.start(), lead.end() + 1));
            long end = Math.max(start, Math.min(area.end(), lead.end()) + 1);
            expansion.interpolate((int) (start - at));
            expansion.copy((int) (end - start));
            at = end;
        }
        expansion.interpolate((int) (lead.end() + 1 - at));
        return expansion.samples;
    }

    /** Goes through values and samples side by side. */
    private final class Expansion {
        private final int[] values;
        private final double[] samples;
        private int value;
        private int sample;

        Expansion(int[] values, double[] samples) {
            this.values = values;
            this.samples = samples;
        }

        void copy(int length) {
            for (int i = 0; i < length; i++) {
                samples[sample++] = values[value++];
            }
        }

        void interpolate(int length) {
            int rest = length % factor;
            boolean averaged = partial == Partial.AVERAGED && rest > 0;
            int groups = length / factor + (averaged ? 1 : 0);
            int samplesOfGroups = averaged ? length : length - rest;
            for (int i = 0; i < samplesOfGroups; i++) {
                samples[sample++] = between(groups, i - factor / 2);
            }
            value += groups;
            copy(averaged ? 0 : rest);
        }

        /** @param position samples behind the middle of the first group */
        private double between(int groups, int position) {
            int group = Math.floorDiv(position, factor);
            if (group < 0 || group >= groups - 1) {
                return values[value + Math.max(0, Math.min(group, groups - 1))];
            }
            int before = values[value + group];
            return before + (values[value + group + 1] - before) * (double) (position - group * factor) / factor;
        }
    }
}
