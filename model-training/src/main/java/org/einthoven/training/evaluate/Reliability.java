package org.einthoven.training.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether what is called 30 % happens in 30 of 100: 15 bins of equally many cases (Naeini et al., AAAI 2015; equal mass after
 * Nixon et al., CVPR Workshops 2019). Cases of one probability that reach into two bins count in both by their shares, so that
 * their order is of no matter.
 *
 * @param bins by ascending probability
 */
public record Reliability(List<Bin> bins) {
    static final int BINS = 15;

    public Reliability {
        bins = List.copyOf(bins);
    }

    /**
     * @param cases how many, in parts where a tie is shared
     * @param probability their mean
     * @param observed share that has the finding
     */
    public record Bin(double cases, double probability, double observed) {
        /** 95 % interval of {@link #observed} (Wilson, J. Am. Stat. Assoc. 1927;22:209). */
        public Estimate interval() {
            double z2 = 1.959964 * 1.959964;
            double middle = (observed + z2 / (2 * cases)) / (1 + z2 / cases);
            double half = Math.sqrt(z2 * observed * (1 - observed) / cases + z2 * z2 / (4 * cases * cases))
                    / (1 + z2 / cases);
            return new Estimate(observed, Math.max(0, middle - half), Math.min(1, middle + half));
        }
    }

    public static Reliability of(Scores probabilities) {
        Ranking ranking = new Ranking(probabilities);
        return of(ranking, ranking.ones());
    }

    static Reliability of(Ranking ranking, int[] weights) {
        double total = 0;
        for (int weight : weights) {
            total += weight;
        }
        Filling filling = new Filling(total / BINS);
        ranking.read(weights, filling);
        filling.close();
        return new Reliability(filling.bins);
    }

    /** Expected calibration error: Σ share of the cases × |mean probability - share observed|. */
    public double expectedCalibrationError() {
        double all = 0;
        double error = 0;
        for (Bin bin : bins) {
            all += bin.cases;
            error += bin.cases * Math.abs(bin.probability - bin.observed);
        }
        return error / all;
    }

    private static final class Filling implements Ranking.TieReader {
        /** Shares that are left by rounding make no bin of their own. */
        private static final double ROUNDING = 1e-9;

        private final List<Bin> bins = new ArrayList<>();
        private final double room;
        private double cases;
        private double probabilities;
        private double positives;

        Filling(double room) {
            this.room = room;
        }

        @Override
        public void tie(double probability, double weight, double tiedPositives) {
            double left = weight;
            while (left > ROUNDING * room) {
                double taken = Math.min(left, room - cases);
                cases += taken;
                probabilities += taken * probability;
                positives += taken * tiedPositives / weight;
                left -= taken;
                if (cases >= room * (1 - ROUNDING)) {
                    close();
                }
            }
        }

        void close() {
            if (cases > ROUNDING * room) {
                bins.add(new Bin(cases, probabilities / cases, positives / cases));
            }
            cases = 0;
            probabilities = 0;
            positives = 0;
        }
    }
}
