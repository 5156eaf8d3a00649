package org.einthoven.ecg.measurement;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.LeadMeasurements;
import org.einthoven.ecg.Measure;
import org.einthoven.ecg.Measured;
import org.einthoven.ecg.Measurements;
import org.einthoven.ecg.Wave;
import org.einthoven.ecg.delineation.Beat;
import org.einthoven.ecg.delineation.Delineation;
import org.jspecify.annotations.Nullable;

/**
 * Measures an ECG whose beats are known: rates over all beats, intervals as medians over the beats of the prevailing shape, axes
 * and amplitudes on the median beat. Each measure has its number or the reason why it has none; a number outside of what a
 * heart can do is none.
 */
public final class EcgMeasurement {
    private static final double LEAST_QTC_MS = 270;
    private static final double MOST_QTC_MS = 750;
    /** Half of the beats lie within it; where more, as of low T waves in noise, 26 of 98 simulated values were off by 40 ms. */
    private static final double MOST_QT_SPREAD_MS = 100;

    /** Two T waves of noise are as good as two true ones: of one-lead strips of 3 s 59 in 100 values of fewer were wrong or baseless. */
    private static final int LEAST_BEATS_WITH_T = 3;
    /** So many do not agree by chance: 3 of 304 such values were off by 40 ms. */
    private static final int LEADS_THAT_SHOW_FEW = 3;

    private static final String MERGED_P = "P wave merges with the T wave before it";

    private final EcgRecording recording;
    private final Delineation delineation;
    private final List<Beat> beats;
    private final @Nullable MedianBeat median;
    private final List<Beat> prevailing;
    private final AtrialRate atrialRate;
    private final Map<Measure, Measured> values = new EnumMap<>(Measure.class);

    private EcgMeasurement(EcgRecording recording, Delineation delineation, @Nullable MedianBeat median) {
        this.recording = recording;
        this.delineation = delineation;
        this.beats = delineation.beats();
        this.median = median;
        this.prevailing = median == null ? List.of() : median.beats();
        this.atrialRate =
                new AtrialRate(delineation.flutter(), delineation.possibleFlutter(), recording.durationSeconds());
    }

    /** @param recording the leads that can be read */
    public static Measurements measure(EcgRecording recording, Delineation delineation) {
        return withoutBeats(recording, delineation)
                .map(reason -> none(recording, reason))
                .orElseGet(() -> measureBeats(recording, delineation, MedianBeat.of(recording, delineation)));
    }

    /** The same where {@link #withoutBeats} is known to be empty and the median beat is known, where there is one. */
    public static Measurements measureBeats(
            EcgRecording recording, Delineation delineation, @Nullable MedianBeat median) {
        return new EcgMeasurement(recording, delineation, median).measure();
    }

    /** Why there are no beats to measure, in words; empty where there are. */
    public static Optional<String> withoutBeats(EcgRecording recording, Delineation delineation) {
        return Optional.ofNullable(DistinctBeats.reasonForNone(recording, delineation));
    }

    /** Nothing measured, for one reason, but by the recorder. */
    public static Measurements none(EcgRecording recording, String reason) {
        Map<Measure, Measured> absent = new EnumMap<>(Measure.class);
        for (Measure measure : Measure.values()) {
            absent.put(measure, Measured.absent(reason));
        }
        return new Measurements(absent, VendorMeasurements.of(recording.vendorAnnotations()), Map.of());
    }

    private Measurements measure() {
        Map<Measure, Double> vendor = VendorMeasurements.of(recording.vendorAnnotations());
        values.putAll(
                new RrIntervals(beats, recording.durationSeconds(), new UnrecordedTime(recording, beats)).measures());
        putIntervals();
        putAxes();
        putAtrial();
        values.put(Measure.PACED_BEATS, PacedBeats.of(recording.samplingRateHz(), delineation));
        return new Measurements(values, vendor, median == null ? Map.of() : amplitudes(median));
    }

    private void putIntervals() {
        String noP = isMergedP() ? MERGED_P : "no P wave before most beats";
        put(Measure.P_DURATION, 40, 200, noP, beat -> seconds(beat.p()));
        put(Measure.PR, 60, 500, noP, EcgMeasurement::pr);
        put(Measure.QRS, 50, 320, "no QRS complex with a clear beginning and end", beat -> seconds(beat.qrs()));
        put(Measure.QT, 200, 800, "no T wave with a clear end after most beats", EcgMeasurement::qt);
        Measured qt = values.getOrDefault(Measure.QT, Measured.absent("no QT"));
        Measured rr = values.getOrDefault(Measure.RR_MEAN, Measured.absent("no RR"));
        String doubt = qt.value() == null ? null : doubtOfQt(rr);
        if (doubt != null) {
            qt = Measured.absent(doubt);
            values.put(Measure.QT, qt);
        }
        Double corrected = corrected(QtCorrection.FRIDERICIA, qt, rr).value();
        if (corrected != null && (corrected < LEAST_QTC_MS || corrected > MOST_QTC_MS)) {
            qt = Measured.absent("QT of %d ms at this rate cannot be".formatted(Math.round(value(qt))));
            values.put(Measure.QT, qt);
        }
        for (QtCorrection correction : QtCorrection.values()) {
            values.put(correction.measure(), corrected(correction, qt, rr));
        }
    }

    /** Null where there is none. */
    private @Nullable String doubtOfQt(Measured rr) {
        double[] found = prevailing.stream()
                .mapToDouble(EcgMeasurement::qt)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        // Without a rate it is not known that no beat lies hidden before the T wave's end.
        if (rr.value() == null) {
            return rr.reason();
        }
        if (found.length < LEAST_BEATS_WITH_T) {
            boolean shown = recording.leads().size() >= LEADS_THAT_SHOW_FEW;
            return shown ? null : "fewer than three beats with a T wave";
        }
        double spreadMs = 1000 * (found[3 * found.length / 4] - found[found.length / 4]);
        if (spreadMs > MOST_QT_SPREAD_MS) {
            return "the T waves of the beats end at too different times";
        }
        return RepeatedTWave.isSeen(recording, prevailing) ? null : "T waves are too low in the noise";
    }

    /** Whether most beats had a P wave if none merged. */
    private boolean isMergedP() {
        long p = prevailing.stream().filter(beat -> beat.p() != null).count();
        long merged = prevailing.stream()
                .filter(beat -> delineation.mergedP().contains(beat.seconds()))
                .count();
        return 2 * p < prevailing.size() && 2 * (p + merged) >= prevailing.size();
    }

    private static double value(Measured measured) {
        return measured.value() == null ? Double.NaN : measured.value();
    }

    private static Measured corrected(QtCorrection correction, Measured qt, Measured rr) {
        Double interval = qt.value();
        Double cycle = rr.value();
        if (interval == null) {
            return qt;
        }
        return cycle == null ? rr : Measured.of(1000 * correction.correct(interval / 1000, cycle / 1000));
    }

    /** The median over the beats that have it, where most have. */
    private void put(Measure measure, double least, double most, String ifNone, ToDoubleFunction<Beat> seconds) {
        double[] found = prevailing.stream()
                .mapToDouble(seconds)
                .filter(value -> !Double.isNaN(value))
                .toArray();
        if (found.length == 0 || 2 * found.length < prevailing.size()) {
            values.put(measure, Measured.absent(ifNone));
            return;
        }
        double milliseconds = 1000 * Medians.of(found);
        boolean possible = milliseconds >= least && milliseconds <= most;
        values.put(
                measure,
                possible
                        ? Measured.of(milliseconds)
                        : Measured.absent("%d ms cannot be".formatted(Math.round(milliseconds))));
    }

    /** Flutter waves hide P waves or look like them, and whoever reads that there are none should be told. */
    private void putAtrial() {
        boolean p = values.getOrDefault(Measure.P_DURATION, Measured.absent("not measured"))
                        .value()
                != null;
        values.put(Measure.ATRIAL_RATE, atrialRate.measured(p || isMergedP()));
        String reason = atrialRate.reasonForNoP();
        if (reason != null) {
            Measured none = Measured.absent(reason);
            values.put(Measure.P_DURATION, none);
            values.put(Measure.PR, none);
            values.put(Measure.P_AXIS, none);
        }
    }

    private static double seconds(@Nullable Wave wave) {
        return wave == null ? Double.NaN : wave.seconds();
    }

    private static double pr(Beat beat) {
        return beat.p() == null || beat.qrs() == null
                ? Double.NaN
                : beat.qrs().onset() - beat.p().onset();
    }

    private static double qt(Beat beat) {
        return beat.t() == null || beat.qrs() == null
                ? Double.NaN
                : beat.t().offset() - beat.qrs().onset();
    }

    private void putAxes() {
        if (median == null) {
            Measured none = Measured.absent("no QRS complex with a clear beginning and end");
            values.put(Measure.P_AXIS, none);
            values.put(Measure.QRS_AXIS, none);
            values.put(Measure.T_AXIS, none);
            return;
        }
        FrontalAxis axis = new FrontalAxis(median);
        values.put(
                Measure.P_AXIS,
                isMergedP() ? Measured.absent(MERGED_P) : axis.of(median.p(), "P wave", hasMost(Beat::p)));
        values.put(Measure.QRS_AXIS, axis.of(median.qrs(), "QRS complex", true));
        values.put(Measure.T_AXIS, axis.of(median.t(), "T wave", hasMost(Beat::t)));
    }

    private boolean hasMost(Function<Beat, @Nullable Wave> wave) {
        long with = prevailing.stream().filter(beat -> wave.apply(beat) != null).count();
        return with > 0 && 2 * with >= prevailing.size();
    }

    private static Map<Lead, LeadMeasurements> amplitudes(MedianBeat median) {
        Map<Lead, LeadMeasurements> amplitudes = new LinkedHashMap<>();
        for (Lead lead : median.leads().keySet()) {
            LeadBeat beat = LeadBeat.of(median, lead);
            LeadMeasurements measured = beat == null ? null : beat.measure(median);
            if (measured != null) {
                amplitudes.put(lead, measured);
            }
        }
        return amplitudes;
    }
}
