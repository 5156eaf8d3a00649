package org.einthoven.training.evaluate;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Intervals by drawing patients, not records, with replacement: 1000 samples, percentiles (Efron 1979; clusters after Field
 * and Welsh, J. R. Stat. Soc. B 2007;69:369). Records of one patient resemble each other, and to draw them one by one would
 * make the interval too narrow.
 */
public final class Bootstrap {
    private static final int RESAMPLES = 1000;
    private static final int MOST_DRAWS = 100 * RESAMPLES;

    private final int[] patientOfCase;
    private final int patients;
    private final long seed;

    private Bootstrap(int[] patientOfCase, int patients, long seed) {
        this.patientOfCase = patientOfCase;
        this.patients = patients;
        this.seed = seed;
    }

    /** @param patients whose each case is, in the order of the cases */
    public static Bootstrap ofPatients(List<String> patients, long seed) {
        Map<String, Integer> numbers = new HashMap<>();
        int[] patientOfCase = patients.stream()
                .mapToInt(patient -> numbers.computeIfAbsent(patient, key -> numbers.size()))
                .toArray();
        return new Bootstrap(patientOfCase, numbers.size(), seed);
    }

    /** Each case a patient as far as the data tell. */
    static Bootstrap ofCases(int cases, long seed) {
        return new Bootstrap(IntStream.range(0, cases).toArray(), cases, seed);
    }

    /** A figure of all cases with its interval; of two arms' difference, if the figure takes both from one sample. */
    public Estimate estimate(Figure figure) {
        return estimate(figure, figure);
    }

    /**
     * The same where the figure of a sample has randomness of its own.
     *
     * @param ofAll the figure of all cases
     * @param ofSample the figure of a sample
     * @throws IllegalArgumentException where hardly any sample has this figure
     */
    public Estimate estimate(Figure ofAll, Figure ofSample) {
        int[] all = new int[patientOfCase.length];
        Arrays.fill(all, 1);
        return Estimate.percentiles(ofAll.of(all), samples(ofSample));
    }

    private double[] samples(Figure figure) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] figures = new double[RESAMPLES];
        int done = 0;
        for (int draws = 0; done < RESAMPLES; draws++) {
            if (draws == MOST_DRAWS) {
                throw new IllegalArgumentException("there are too few cases for an interval");
            }
            double drawn = figure.of(sample(random));
            // A sample without a positive or without a negative case has no such figure.
            if (!Double.isNaN(drawn)) {
                figures[done++] = drawn;
            }
        }
        return figures;
    }

    private int[] sample(SplittableRandom random) {
        int[] times = new int[patients];
        random.ints(patients, 0, patients).forEach(patient -> times[patient]++);
        int[] weights = new int[patientOfCase.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = times[patientOfCase[i]];
        }
        return weights;
    }
}
