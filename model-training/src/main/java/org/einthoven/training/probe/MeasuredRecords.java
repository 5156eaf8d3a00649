package org.einthoven.training.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.training.data.EcgDataset;
import org.einthoven.training.data.LabelledRecords;
import org.einthoven.training.data.Window;

/** {@link EcgFeatures} of records: of each feature the mean over those of a record's windows in which it could be measured. */
public final class MeasuredRecords {
    private MeasuredRecords() {}

    /** Record × feature, NaN where it could be measured in no window; on all cores. */
    public static float[][] of(LabelledRecords records) throws IOException {
        try {
            return IntStream.range(0, records.size())
                    .parallel()
                    .mapToObj(record -> of(records.dataset(), records.windows().get(record)))
                    .toArray(float[][]::new);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static float[] of(EcgDataset dataset, int[] windows) {
        return EcgFeatures.mean(
                Arrays.stream(windows).mapToObj(window -> ecg(dataset, window)).toList());
    }

    private static NormalisedEcg ecg(EcgDataset dataset, int window) {
        float[] samples = new float[NormalisedEcg.SIZE];
        try {
            dataset.read(window, samples);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Window.ofSamples(Arrays.copyOf(samples, samples.length)).toNormalisedEcg();
    }
}
