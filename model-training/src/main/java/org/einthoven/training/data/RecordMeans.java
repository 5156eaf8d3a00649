package org.einthoven.training.data;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.einthoven.ecg.NormalisedEcg;

/** What a network makes of records: the mean over each record's windows. */
public final class RecordMeans {
    private static final int WINDOWS_AT_ONCE = 64;

    private final EcgDataset dataset;
    private final Network network;
    private final float[][] means;
    private final float[] samples = new float[NormalisedEcg.SIZE];
    private final float[] ecg = new float[WINDOWS_AT_ONCE * NormalisedEcg.SIZE];
    private final float[] mask = new float[WINDOWS_AT_ONCE * NormalisedEcg.SIZE];
    private final int[] recordOfRow = new int[WINDOWS_AT_ONCE];
    private final float[] weightOfRow = new float[WINDOWS_AT_ONCE];
    private int rows;

    private RecordMeans(EcgDataset dataset, Network network, int records, int size) {
        this.dataset = dataset;
        this.network = network;
        this.means = new float[records][size];
    }

    /** Reads a batch of windows. */
    public interface Network {
        /**
         * What it makes of them.
         *
         * @param ecg count × 12 × 2500 millivolts, 0 where not valid
         * @param mask the same shape, 1 valid and 0 not
         * @return count × size
         */
        float[] read(float[] ecg, float[] mask, int count);
    }

    /**
     * Reads records.
     *
     * @param windows of each record, the data set's numbers
     * @param most of each record's windows, evenly spread
     * @param size of what the network makes of a window
     * @return record × size
     */
    public static float[][] of(EcgDataset dataset, List<int[]> windows, int most, int size, Network network)
            throws IOException {
        RecordMeans means = new RecordMeans(dataset, network, windows.size(), size);
        for (int record = 0; record < windows.size(); record++) {
            int[] all = windows.get(record);
            int count = Math.min(most, all.length);
            for (int i = 0; i < count; i++) {
                means.add(all[i * all.length / count], record, 1f / count);
            }
        }
        means.flush();
        return means.means;
    }

    private void add(int window, int record, float weight) throws IOException {
        dataset.read(window, samples);
        Window.ofSamples(samples).expandInto(ecg, mask, rows * NormalisedEcg.SIZE);
        recordOfRow[rows] = record;
        weightOfRow[rows] = weight;
        rows++;
        if (rows == WINDOWS_AT_ONCE) {
            flush();
        }
    }

    private void flush() {
        if (rows == 0) {
            return;
        }
        int used = rows * NormalisedEcg.SIZE;
        float[] read = network.read(Arrays.copyOf(ecg, used), Arrays.copyOf(mask, used), rows);
        int size = read.length / rows;
        for (int row = 0; row < rows; row++) {
            float[] mean = means[recordOfRow[row]];
            for (int i = 0; i < size; i++) {
                mean[i] += weightOfRow[row] * read[row * size + i];
            }
        }
        rows = 0;
    }
}
