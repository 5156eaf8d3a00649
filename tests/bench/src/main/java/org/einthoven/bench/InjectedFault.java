package org.einthoven.bench;

import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import org.einthoven.ecg.quality.ElectrodeExchange;

/**
 * Something done to a real 12-lead ECG that an assessment of quality should tell.
 *
 * @param codes any of which tells it
 */
record InjectedFault(String name, Set<String> codes, Change change) {
    private static final int V2 = 7;
    private static final int CHEST = 6;

    /** What is done to the leads, lead × sample in mV, in the standard order; in place. */
    interface Change {
        void to(double[][] leads, double hertz, Random random);
    }

    /** All but the exchanges of electrodes. */
    static InjectedFault[] ofSignals() {
        return new InjectedFault[] {
            lead("hum .05 mV, 50 Hz", "powerline", (x, hertz, random) -> hum(x, hertz, 50)),
            lead("hum .05 mV, 60 Hz", "powerline", (x, hertz, random) -> hum(x, hertz, 60)),
            lead("muscles .06 mV", "muscle-noise", (x, hertz, random) -> muscles(x, hertz, .06, random)),
            lead("wander 2 mV", "baseline-wander", (x, hertz, random) -> wander(x, hertz)),
            lead("clipped at .6 of its peak", "lead-clipped", (x, hertz, random) -> clip(x, .6)),
            lead("off for half", "lead-off", (x, hertz, random) -> Arrays.fill(x, x.length / 2, x.length, 0)),
            lead("flat", "lead-flat", (x, hertz, random) -> Arrays.fill(x, 0)),
            lead("a second missing", "samples-missing", InjectedFault::gap),
            lead("hardly any signal", "low-amplitude", (x, hertz, random) -> times(x, .02)),
            all("10 times too large", "unit-error", 10),
            all("1000 times too large", "unit-error", 1000),
            all("10 times too small", "unit-error", .1),
            all("1000 times too small", "unit-error", .001),
            lead("V2 10 times too large", "unit-error", (x, hertz, random) -> times(x, 10)),
            order("II 10 times too large", "unit-error", (x, hertz, random) -> times(x[1], 10)),
            order("limb leads 10 times too large", "unit-error", (x, hertz, random) -> {
                for (int lead = 0; lead < CHEST; lead++) {
                    times(x[lead], 10);
                }
            }),
            order("V3 stored twice", "leads-duplicated", (x, hertz, random) -> x[CHEST + 3] = x[CHEST + 2].clone()),
            order("aVL and aVF exchanged", "lead-order", (x, hertz, random) -> swap(x, 4, 5)),
            order("aVR upside down", "lead-order", (x, hertz, random) -> times(x[3], -1)),
            order("I and II exchanged", "lead-order", (x, hertz, random) -> swap(x, 0, 1)),
            order("I and V1 exchanged", "lead-order", (x, hertz, random) -> swap(x, 0, CHEST)),
        };
    }

    /** Done to V2 alone. */
    private static InjectedFault lead(String name, String code, OneLead change) {
        return new InjectedFault(name, Set.of(code), (x, hertz, random) -> change.to(x[V2], hertz, random));
    }

    private static InjectedFault all(String name, String code, double factor) {
        return new InjectedFault(name, Set.of(code), (x, hertz, random) -> {
            for (double[] lead : x) {
                times(lead, factor);
            }
        });
    }

    private static InjectedFault order(String name, String code, Change change) {
        return new InjectedFault(name, Set.of(code), change);
    }

    private interface OneLead {
        void to(double[] lead, double hertz, Random random);
    }

    private static void hum(double[] x, double hertz, double humHz) {
        for (int i = 0; i < x.length; i++) {
            x[i] += .05 * Math.sin(2 * Math.PI * (humHz + .05) * i / hertz);
        }
    }

    /** White noise between 20 and 120 Hz, by a filter of the first order at each end. */
    private static void muscles(double[] x, double hertz, double rms, Random random) {
        double low = 1 - Math.exp(-2 * Math.PI * 120 / hertz);
        double slow = 1 - Math.exp(-2 * Math.PI * 20 / hertz);
        double[] noise = new double[x.length];
        double smooth = 0;
        double drift = 0;
        double power = 0;
        for (int i = 0; i < x.length; i++) {
            smooth += low * (random.nextGaussian() - smooth);
            drift += slow * (smooth - drift);
            noise[i] = smooth - drift;
            power += noise[i] * noise[i] / x.length;
        }
        for (int i = 0; i < x.length; i++) {
            x[i] += noise[i] * rms / Math.sqrt(power);
        }
    }

    private static void wander(double[] x, double hertz) {
        for (int i = 0; i < x.length; i++) {
            x[i] += Math.sin(2 * Math.PI * .2 * i / hertz);
        }
    }

    private static void clip(double[] x, double part) {
        double[] sorted = x.clone();
        Arrays.sort(sorted);
        double middle = sorted[x.length / 2];
        double low = middle + part * (sorted[0] - middle);
        double high = middle + part * (sorted[x.length - 1] - middle);
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.max(low, Math.min(high, x[i]));
        }
    }

    private static void gap(double[] x, double hertz, Random random) {
        int from = random.nextInt(Math.max(1, x.length - (int) hertz));
        Arrays.fill(x, from, Math.min(x.length, from + (int) hertz), Double.NaN);
    }

    private static void times(double[] x, double factor) {
        for (int i = 0; i < x.length; i++) {
            x[i] *= factor;
        }
    }

    private static void swap(double[][] x, int one, int other) {
        double[] kept = x[one];
        x[one] = x[other];
        x[other] = kept;
    }

    /**
     * Electrodes exchanged. The leads give the potentials of all but the right leg's against Wilson's terminal; for that
     * one .97 of the left leg's is taken.
     */
    static void exchange(double[][] leads, ElectrodeExchange exchange) {
        for (int i = 0; i < leads[0].length; i++) {
            double one = leads[0][i];
            double two = leads[1][i];
            double[] seen = {-(one + two) / 3, (2 * one - two) / 3, (2 * two - one) / 3, 0, 0, 0, 0, 0, 0, 0};
            seen[3] = .97 * seen[2];
            for (int k = 0; k < CHEST; k++) {
                seen[4 + k] = leads[CHEST + k][i];
            }
            record(leads, i, seen, cables(exchange));
        }
    }

    private static void record(double[][] leads, int i, double[] seen, int[] cables) {
        double ra = seen[cables[0]];
        double la = seen[cables[1]];
        double ll = seen[cables[2]];
        leads[0][i] = la - ra;
        leads[1][i] = ll - ra;
        leads[2][i] = ll - la;
        leads[3][i] = ra - (la + ll) / 2;
        leads[4][i] = la - (ra + ll) / 2;
        leads[5][i] = ll - (ra + la) / 2;
        for (int k = 0; k < CHEST; k++) {
            leads[CHEST + k][i] = seen[cables[4 + k]] - (ra + la + ll) / 3;
        }
    }

    /** On which place, RA LA LL RL V1 to V6, each cable lies. */
    private static int[] cables(ElectrodeExchange exchange) {
        return switch (exchange) {
            case RA_LA -> new int[] {1, 0, 2, 3, 4, 5, 6, 7, 8, 9};
            case RA_LL -> new int[] {2, 1, 0, 3, 4, 5, 6, 7, 8, 9};
            case LA_LL -> new int[] {0, 2, 1, 3, 4, 5, 6, 7, 8, 9};
            case RA_LA_LL -> new int[] {1, 2, 0, 3, 4, 5, 6, 7, 8, 9};
            case RA_LL_LA -> new int[] {2, 0, 1, 3, 4, 5, 6, 7, 8, 9};
            case RA_RL -> new int[] {3, 1, 2, 0, 4, 5, 6, 7, 8, 9};
            case LA_RL -> new int[] {0, 3, 2, 1, 4, 5, 6, 7, 8, 9};
            case ARMS_LEGS -> new int[] {3, 2, 1, 0, 4, 5, 6, 7, 8, 9};
            case V1_V2 -> new int[] {0, 1, 2, 3, 5, 4, 6, 7, 8, 9};
            case V2_V3 -> new int[] {0, 1, 2, 3, 4, 6, 5, 7, 8, 9};
            case V3_V4 -> new int[] {0, 1, 2, 3, 4, 5, 7, 6, 8, 9};
            case V4_V5 -> new int[] {0, 1, 2, 3, 4, 5, 6, 8, 7, 9};
            case V5_V6 -> new int[] {0, 1, 2, 3, 4, 5, 6, 7, 9, 8};
            case V1_V3 -> new int[] {0, 1, 2, 3, 6, 5, 4, 7, 8, 9};
            case V2_V4 -> new int[] {0, 1, 2, 3, 4, 7, 6, 5, 8, 9};
            case V3_V5 -> new int[] {0, 1, 2, 3, 4, 5, 8, 7, 6, 9};
            case V4_V6 -> new int[] {0, 1, 2, 3, 4, 5, 6, 9, 8, 7};
            case V1_V6 -> new int[] {0, 1, 2, 3, 9, 5, 6, 7, 8, 4};
            case V1_TO_V6 -> new int[] {0, 1, 2, 3, 9, 8, 7, 6, 5, 4};
        };
    }
}
