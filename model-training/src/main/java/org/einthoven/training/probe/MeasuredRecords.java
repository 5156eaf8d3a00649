package org.einthoven.training.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.QualityIssue.Severity;
import org.einthoven.ecg.analysis.EcgAnalysis;
import org.einthoven.training.data.EcgDataset;
import org.einthoven.training.data.LabelledRecords;
import org.einthoven.training.data.Window;
import org.jspecify.annotations.Nullable;

/**
 * What is measured in records without a model: {@link EcgFeatures}, of each the mean over those of a record's windows in which it could be measured,
 * and under which conditions the ECG was recorded, which is no feature but tells sub-groups apart.
 *
 * @param rows record × (features, then {@link Conditions}), as they are kept in a {@link FeatureFile}
 */
public record MeasuredRecords(float[][] rows) {
    private static final int FEATURES = EcgFeatures.NAMES.size();
    private static final int LEADS_AT = FEATURES;
    private static final int NOISE_AT = FEATURES + 1;
    private static final int LENGTH = FEATURES + 2;
    private static final int RATE_AT = EcgFeatures.NAMES.indexOf("heart-rate");

    /**
     * How a record came out.
     *
     * @param leads the most that any of its windows has
     * @param noisy whether in any window a lead was told to be noisy, wandering, clipped or off, or was left out
     * @param heartRate a minute; NaN where it could not be measured
     */
    public record Conditions(int leads, boolean noisy, float heartRate) {}

    /** On all cores. */
    public static MeasuredRecords of(LabelledRecords records) throws IOException {
        try {
            return new MeasuredRecords(IntStream.range(0, records.size())
                    .parallel()
                    .mapToObj(record -> of(records.dataset(), records.windows().get(record)))
                    .toArray(float[][]::new));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static float[] of(EcgDataset dataset, int[] windows) {
        List<float[]> features = new ArrayList<>();
        int leads = 0;
        boolean noisy = false;
        for (int window : windows) {
            NormalisedEcg ecg = ecg(dataset, window);
            EcgAnalysis analysis = EcgFeatures.analysis(ecg);
            features.add(EcgFeatures.of(analysis));
            leads = Math.max(leads, leads(ecg));
            noisy |= isNoisy(analysis);
        }
        float[] row = Arrays.copyOf(EcgFeatures.meanOf(features), LENGTH);
        row[LEADS_AT] = leads;
        row[NOISE_AT] = noisy ? 1 : 0;
        return row;
    }

    private static NormalisedEcg ecg(EcgDataset dataset, int window) {
        float[] samples = new float[NormalisedEcg.SIZE];
        try {
            dataset.read(window, samples);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Window.ofSamples(samples).toNormalisedEcg();
    }

    private static int leads(NormalisedEcg ecg) {
        int leads = 0;
        for (int lead = 0; lead < NormalisedEcg.LEADS; lead++) {
            int from = lead * NormalisedEcg.SAMPLES;
            leads += IntStream.range(from, from + NormalisedEcg.SAMPLES).anyMatch(i -> ecg.valid()[i]) ? 1 : 0;
        }
        return leads;
    }

    private static boolean isNoisy(@Nullable EcgAnalysis analysis) {
        return analysis == null
                || analysis.quality().issues().stream()
                        .anyMatch(issue -> issue.severity() != Severity.NOTE || isNoise(issue));
    }

    private static boolean isNoise(QualityIssue issue) {
        return switch (issue.code()) {
            case "muscle-noise",
                    "powerline",
                    "baseline-wander",
                    "artefact",
                    "lead-off",
                    "lead-clipped",
                    "lead-saturated" -> true;
            default -> false;
        };
    }

    /** Record × feature, NaN where it could be measured in no window. */
    public float[][] features() {
        return Arrays.stream(rows).map(row -> Arrays.copyOf(row, FEATURES)).toArray(float[][]::new);
    }

    public Conditions conditions(int record) {
        float[] row = rows[record];
        return new Conditions((int) row[LEADS_AT], row[NOISE_AT] > 0, row[RATE_AT]);
    }
}
