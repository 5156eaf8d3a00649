package org.einthoven.ecg.quality;

/**
 * Stretches in which a lead stays at its lowest or its highest value although it came there and went steeply: what an
 * amplifier or converter at its limit shows, and the quiet line between beats does not.
 */
final class RailRuns {
    /** Shorter ones are what a coarse converter makes of any peak. */
    private static final double SHORTEST_SECONDS = .012;
    /** Of the whole range, over ten milliseconds: slower edges are waves with a round top. */
    private static final double STEEP = .04;

    private static final double EDGE_SECONDS = .010;

    private final double samplingRateHz;
    private final int shortest;
    private final int edge;
    private int runs;
    private int samples;

    RailRuns(double samplingRateHz) {
        this.samplingRateHz = samplingRateHz;
        this.shortest = Math.max(3, (int) Math.ceil(SHORTEST_SECONDS * samplingRateHz));
        this.edge = Math.max(1, (int) Math.round(EDGE_SECONDS * samplingRateHz));
    }

    /** @param min and max of the samples */
    void look(double[] millivolts, double min, double max) {
        runs = 0;
        samples = 0;
        if (max > min) {
            collect(millivolts, min, STEEP * (max - min));
            collect(millivolts, max, STEEP * (max - min));
        }
    }

    private void collect(double[] x, double rail, double steep) {
        // A run of the shortest length holds a sample of every such stride.
        for (int i = shortest - 1; i < x.length; i += shortest) {
            if (x[i] == rail) {
                int first = i;
                int last = i;
                while (first > 0 && x[first - 1] == rail) {
                    first--;
                }
                while (last + 1 < x.length && x[last + 1] == rail) {
                    last++;
                }
                if (last - first + 1 >= shortest && isSteep(x, first, last, rail, steep)) {
                    runs++;
                    samples += last - first + 1;
                }
                i = last;
            }
        }
    }

    private boolean isSteep(double[] x, int first, int last, double rail, double steep) {
        boolean entered = first - edge < 0 || Math.abs(x[first - edge] - rail) >= steep;
        boolean left = last + edge >= x.length || Math.abs(x[last + edge] - rail) >= steep;
        return entered && left;
    }

    double seconds() {
        return samples / samplingRateHz;
    }

    int runs() {
        return runs;
    }
}
