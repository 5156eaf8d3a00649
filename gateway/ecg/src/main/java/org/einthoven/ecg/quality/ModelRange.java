package org.einthoven.ecg.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Normaliser;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.QualityIssue.Severity;
import org.jspecify.annotations.Nullable;

/**
 * Whether a model was made for ECGs like this one.
 *
 * <ul>
 *   <li>A child's ECG is not analysed: its normal limits are others at every age, so that a model of adults calls healthy
 *       children ill, and the age is a fact that the source states.
 *   <li>What is too short is not analysed either.
 *   <li>A rate outside the range is noted. Rates are counted by a detector that errs most at both ends, and to withhold an
 *       analysis for its error would hide the gravest ECGs.
 *   <li>What is not known, an age or a rate, gives no issue.
 * </ul>
 *
 * @see <a href="https://doi.org/10.1053/euhj.2000.2399">Rijnbeek et al., Eur. Heart J. 2001;22:702, normal limits of children</a>
 */
public final class ModelRange {
    private ModelRange() {}

    /** @param heartRateBpm mean of the ventricles; null where there are too few beats to tell */
    public static List<QualityIssue> assess(
            EcgRecording recording, @Nullable Double heartRateBpm, Population population) {
        List<QualityIssue> issues = new ArrayList<>();
        Integer age = recording.demographics().ageYears();
        if (age != null && age >= 0 && age < population.minAgeYears()) {
            issues.add(new QualityIssue(
                    Severity.DO_NOT_ANALYSE,
                    "age-outside-model",
                    null,
                    "the patient is younger than the " + population.minAgeYears()
                            + " years from which the model holds"));
        }
        // Where the rate cannot be right nobody knows how long it lasts.
        if (Normaliser.isReadRate(recording.samplingRateHz())
                && recording.durationSeconds() < population.minSeconds()) {
            String text = "the recording lasts %.1f s, less than the %.1f s that the model needs";
            issues.add(new QualityIssue(
                    Severity.DO_NOT_ANALYSE,
                    "duration-outside-model",
                    null,
                    String.format(Locale.ROOT, text, recording.durationSeconds(), population.minSeconds())));
        }
        if (heartRateBpm != null && (heartRateBpm < population.minRate() || heartRateBpm > population.maxRate())) {
            String text = "a heart rate of %.0f/min is outside the %.0f to %.0f/min for which the model was made";
            issues.add(QualityIssue.note(
                    "rate-outside-model",
                    String.format(Locale.ROOT, text, heartRateBpm, population.minRate(), population.maxRate())));
        }
        return List.copyOf(issues);
    }
}
