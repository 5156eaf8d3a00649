package org.einthoven.ecg.store;

import static org.einthoven.ecg.NormalisedEcg.LEADS;
import static org.einthoven.ecg.NormalisedEcg.SAMPLES;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.Arrays;
import org.einthoven.ecg.NormalisedEcg;

/**
 * The samples of a window as a shard has them: lead after lead, 2500 microvolts each as 16 bits, little-endian, -32768 where not valid. III, aVR,
 * aVL and aVF are left out where they follow from I and II to 20 µV.
 *
 * <p>A lead that lies beyond ±32.7 mV is stored less its mean, as an amplifier's offset is no part of an ECG; what does not fit even then is
 * not valid.
 */
final class LeadSamples {
    static final int LEAD_BYTES = SAMPLES * Short.BYTES;
    static final int MOST_BYTES = LEADS * LEAD_BYTES;
    private static final short NOT_VALID = Short.MIN_VALUE;
    private static final float MICROVOLTS = 1000;
    private static final int I = 0;
    private static final int II = 1;
    private static final int FIRST_DERIVED = 2;
    private static final int FIRST_CHEST = 6;
    /** The limit that the rounding of III = II - I in recorders stays below. */
    private static final float TOLERATED_MV = .02f;
    /** Of I and II, for III, aVR, aVL and aVF: Einthoven's law and Goldberger's leads. */
    private static final float[][] DERIVED = {{-1, 1}, {-.5f, -.5f}, {1, -.5f}, {-.5f, 1}};

    private LeadSamples() {}

    /** Bit mask of the leads that have valid samples. */
    static int present(NormalisedEcg ecg) {
        int present = 0;
        for (int lead = 0; lead < LEADS; lead++) {
            present |= isPresent(ecg.valid(), lead) ? 1 << lead : 0;
        }
        return present;
    }

    private static boolean isPresent(boolean[] valid, int lead) {
        for (int i = lead * SAMPLES; i < (lead + 1) * SAMPLES; i++) {
            if (valid[i]) {
                return true;
            }
        }
        return false;
    }

    /** Those of the present leads that do not follow from I and II. */
    static int toStore(NormalisedEcg ecg, int present) {
        int stored = present;
        for (int lead = FIRST_DERIVED; lead < FIRST_CHEST; lead++) {
            stored &= follows(ecg, lead) ? ~(1 << lead) : ~0;
        }
        return stored;
    }

    private static boolean follows(NormalisedEcg ecg, int lead) {
        float ofI = DERIVED[lead - FIRST_DERIVED][0];
        float ofII = DERIVED[lead - FIRST_DERIVED][1];
        for (int i = 0; i < SAMPLES; i++) {
            boolean known = ecg.valid()[I * SAMPLES + i] && ecg.valid()[II * SAMPLES + i];
            float value = ofI * ecg.samples()[I * SAMPLES + i] + ofII * ecg.samples()[II * SAMPLES + i];
            if (known != ecg.valid()[lead * SAMPLES + i]
                    || known && Math.abs(value - ecg.samples()[lead * SAMPLES + i]) > TOLERATED_MV) {
                return false;
            }
        }
        return true;
    }

    /** Writes the stored leads at the buffer's position. */
    static void write(NormalisedEcg ecg, int stored, ByteBuffer to) {
        for (int lead = 0; lead < LEADS; lead++) {
            if ((stored >> lead & 1) == 1) {
                writeLead(ecg, lead, to);
            }
        }
    }

    private static void writeLead(NormalisedEcg ecg, int lead, ByteBuffer to) {
        int from = lead * SAMPLES;
        float base = fits(ecg, from) ? 0 : mean(ecg, from);
        for (int i = from; i < from + SAMPLES; i++) {
            int microvolts = Math.round(MICROVOLTS * (ecg.samples()[i] - base));
            boolean fits = ecg.valid()[i] && Math.abs(microvolts) <= Short.MAX_VALUE;
            to.putShort(fits ? (short) microvolts : NOT_VALID);
        }
    }

    private static boolean fits(NormalisedEcg ecg, int from) {
        for (int i = from; i < from + SAMPLES; i++) {
            if (Math.abs(MICROVOLTS * ecg.samples()[i]) > Short.MAX_VALUE) {
                return false;
            }
        }
        return true;
    }

    private static float mean(NormalisedEcg ecg, int from) {
        double sum = 0;
        int count = 0;
        for (int i = from; i < from + SAMPLES; i++) {
            if (ecg.valid()[i]) {
                sum += ecg.samples()[i];
                count++;
            }
        }
        return (float) (sum / Math.max(1, count));
    }

    /**
     * @param from the samples of the stored leads, little-endian
     * @param to 30,000 millivolts, NaN where not valid
     */
    static void read(ByteBuffer from, int present, int stored, float[] to) {
        ShortBuffer samples = from.order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        int at = 0;
        for (int lead = 0; lead < LEADS; lead++) {
            if ((stored >> lead & 1) == 1) {
                readLead(samples, at, to, lead * SAMPLES);
                at += SAMPLES;
            } else if ((present >> lead & 1) == 0) {
                Arrays.fill(to, lead * SAMPLES, (lead + 1) * SAMPLES, Float.NaN);
            } else {
                derive(lead, to);
            }
        }
    }

    private static void readLead(ShortBuffer samples, int at, float[] to, int first) {
        for (int i = 0; i < SAMPLES; i++) {
            short microvolts = samples.get(at + i);
            to[first + i] = microvolts == NOT_VALID ? Float.NaN : microvolts / MICROVOLTS;
        }
    }

    private static void derive(int lead, float[] to) {
        float ofI = DERIVED[lead - FIRST_DERIVED][0];
        float ofII = DERIVED[lead - FIRST_DERIVED][1];
        for (int i = 0; i < SAMPLES; i++) {
            to[lead * SAMPLES + i] = ofI * to[I * SAMPLES + i] + ofII * to[II * SAMPLES + i];
        }
    }
}
