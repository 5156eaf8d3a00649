package org.einthoven.training.probe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.einthoven.ecg.Acquisition;
import org.einthoven.ecg.Demographics;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.LeadMeasurements;
import org.einthoven.ecg.Measure;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.ecg.OrderRef;
import org.einthoven.ecg.SampledSignal;
import org.einthoven.ecg.SourceIdentity;
import org.einthoven.ecg.analysis.EcgAnalysis;
import org.einthoven.ecg.delineation.Beat;
import org.jspecify.annotations.Nullable;

/**
 * What people have thought of to measure in an ECG, of one normalised window of 10 s: intervals in ms, rates a minute, axes as
 * cosine and sine, amplitudes of each lead in mV. What could not be measured is NaN, and its indicator, in the second half of the
 * values, is 1; {@link LinearProbe} then takes the mean of the training part for it.
 */
public final class EcgFeatures {
    private static final String LACKING = "no ";
    private static final double PNN_SECONDS = 0.05;
    private static final SourceIdentity WINDOW = new SourceIdentity(SourceIdentity.Kind.FILE, "window", "0".repeat(64));

    private static final List<Feature> FEATURES = features();

    /** Of the values, in their order. */
    public static final List<String> NAMES = names();

    private EcgFeatures() {}

    /** @param of the number, null where there is none */
    private record Feature(String name, Function<EcgAnalysis, @Nullable Double> of) {}

    private static List<Feature> features() {
        List<Feature> features = new ArrayList<>();
        for (Measure measure : List.of(
                Measure.HEART_RATE,
                Measure.ATRIAL_RATE,
                Measure.RR_MEAN,
                Measure.RR_MINIMUM,
                Measure.RR_MAXIMUM,
                Measure.RR_DEVIATION,
                Measure.RR_DIFFERENCE,
                Measure.P_DURATION,
                Measure.PR,
                Measure.QRS,
                Measure.QT,
                Measure.QTC_FRIDERICIA,
                Measure.PACED_BEATS)) {
            features.add(new Feature(measure.id(), a -> a.measurements().value(measure)));
        }
        features.add(new Feature("rr-variation", EcgFeatures::variation));
        features.add(new Feature("pnn50", EcgFeatures::pnn50));
        features.add(new Feature("beats-with-p", EcgFeatures::beatsWithP));
        for (Measure axis : List.of(Measure.P_AXIS, Measure.QRS_AXIS, Measure.T_AXIS)) {
            features.add(new Feature(axis.id() + "-cosine", a -> part(a, axis, Math::cos)));
            features.add(new Feature(axis.id() + "-sine", a -> part(a, axis, Math::sin)));
        }
        for (Lead lead : Lead.STANDARD) {
            features.add(amplitude(lead, "p", LeadMeasurements::p));
            features.add(amplitude(lead, "r", LeadMeasurements::r));
            features.add(amplitude(lead, "s", LeadMeasurements::s));
            features.add(amplitude(lead, "st", LeadMeasurements::st));
            features.add(amplitude(lead, "t", LeadMeasurements::t));
        }
        return List.copyOf(features);
    }

    private static List<String> names() {
        List<String> names =
                new ArrayList<>(FEATURES.stream().map(Feature::name).toList());
        FEATURES.forEach(feature -> names.add(LACKING + feature.name()));
        return List.copyOf(names);
    }

    /** As many as there are {@link #NAMES}; never fails. */
    public static float[] of(NormalisedEcg ecg) {
        return of(analysis(ecg));
    }

    /** Null where no lead has a valid sample. */
    static @Nullable EcgAnalysis analysis(NormalisedEcg ecg) {
        Map<Lead, SampledSignal> leads = leads(ecg);
        return leads.isEmpty() ? null : EcgAnalysis.of(recording(leads));
    }

    static float[] of(@Nullable EcgAnalysis analysis) {
        float[] values = new float[NAMES.size()];
        for (int i = 0; i < FEATURES.size(); i++) {
            Double value = analysis == null ? null : FEATURES.get(i).of().apply(analysis);
            values[i] = value == null ? Float.NaN : value.floatValue();
            values[FEATURES.size() + i] = value == null ? 1 : 0;
        }
        return values;
    }

    /**
     * Of a record of several windows: the means of what was measured; an indicator is the part of the windows in which it was
     * not.
     *
     * @param windows at least one
     */
    public static float[] mean(List<NormalisedEcg> windows) {
        return meanOf(windows.stream().map(EcgFeatures::of).toList());
    }

    /** @param windows the features of at least one */
    static float[] meanOf(List<float[]> windows) {
        if (windows.isEmpty()) {
            throw new IllegalArgumentException("a record has at least one window");
        }
        float[] sums = new float[NAMES.size()];
        for (float[] values : windows) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += Float.isNaN(values[i]) ? 0 : values[i];
            }
        }
        for (int i = 0; i < FEATURES.size(); i++) {
            float lacking = sums[FEATURES.size() + i];
            sums[i] = lacking == windows.size() ? Float.NaN : sums[i] / (windows.size() - lacking);
            sums[FEATURES.size() + i] = lacking / windows.size();
        }
        return sums;
    }

    private static EcgRecording recording(Map<Lead, SampledSignal> leads) {
        return new EcgRecording(
                "NORMALISED",
                WINDOW,
                leads,
                null,
                Demographics.UNKNOWN,
                OrderRef.NONE,
                Acquisition.UNKNOWN,
                List.of(),
                List.of());
    }

    private static Map<Lead, SampledSignal> leads(NormalisedEcg ecg) {
        Map<Lead, SampledSignal> leads = new LinkedHashMap<>();
        for (Lead lead : Lead.STANDARD) {
            double[] samples = new double[NormalisedEcg.SAMPLES];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = ecg.isValid(lead, i) ? ecg.sample(lead, i) : Double.NaN;
            }
            SampledSignal signal = new SampledSignal(NormalisedEcg.SAMPLING_RATE_HZ, samples);
            if (signal.validCount() > 0) {
                leads.put(lead, signal);
            }
        }
        return leads;
    }

    /** Standard deviation of the RR intervals by their mean. */
    private static @Nullable Double variation(EcgAnalysis analysis) {
        Double mean = analysis.measurements().value(Measure.RR_MEAN);
        Double deviation = analysis.measurements().value(Measure.RR_DEVIATION);
        return mean == null || deviation == null ? null : Double.valueOf(deviation / mean);
    }

    /** Part of the RR intervals that differ from the one before by more than 50 ms, of those that were measured. */
    private static @Nullable Double pnn50(EcgAnalysis analysis) {
        Double longest = analysis.measurements().value(Measure.RR_MAXIMUM);
        if (longest == null) {
            return null;
        }
        double[] beats = analysis.delineation().beats().stream()
                .mapToDouble(Beat::seconds)
                .toArray();
        int pairs = 0;
        int different = 0;
        for (int i = 2; i < beats.length; i++) {
            double before = beats[i - 1] - beats[i - 2];
            double now = beats[i] - beats[i - 1];
            // A longer one than was measured reaches over a gap.
            if (Math.max(before, now) <= longest / 1000 + 1e-6) {
                pairs++;
                different += Math.abs(now - before) > PNN_SECONDS ? 1 : 0;
            }
        }
        return pairs == 0 ? null : Double.valueOf((double) different / pairs);
    }

    private static @Nullable Double beatsWithP(EcgAnalysis analysis) {
        List<Beat> beats = analysis.delineation().beats();
        long with = beats.stream().filter(beat -> beat.p() != null).count();
        return beats.isEmpty() ? null : Double.valueOf((double) with / beats.size());
    }

    private static @Nullable Double part(EcgAnalysis analysis, Measure axis, Function<Double, Double> of) {
        Double degrees = analysis.measurements().value(axis);
        return degrees == null ? null : of.apply(Math.toRadians(degrees));
    }

    private static Feature amplitude(Lead lead, String wave, Function<LeadMeasurements, @Nullable Double> of) {
        return new Feature(lead.name() + "-" + wave, analysis -> {
            LeadMeasurements measured = analysis.measurements().leads().get(lead);
            return measured == null ? null : of.apply(measured);
        });
    }
}
