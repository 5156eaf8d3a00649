package org.einthoven.ecg.quality;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.QualityIssue.Severity;

/**
 * Amplitudes that no heart has, but that a heart would have were they five to a thousand times smaller or larger:
 * a unit or a gain was read wrongly. Looks at the median of all leads, which in 125 recordings was .44 to 2.8 mV.
 */
final class UnitError {
    private static final double LARGEST_MV = 5;
    /** Of so few leads one that is badly disturbed may be the median. */
    private static final int FEW_LEADS = 3;

    private static final double LARGEST_MV_OF_FEW = 10;
    /** Of the means of 50 ms, so that it is not the spikes of a pacemaker that are large. */
    private static final double LARGEST_MEANS_MV = 2;

    private static final double SMALLEST_MV = .15;
    private static final double DOUBTFUL_MV = .25;
    /** Noise of an unconnected or still heart is small as well, but has no complexes that stand out. */
    private static final double COMPLEXES_STAND_OUT = 3;

    /** Five lies between the gains of 200 and 1000 units a millivolt. */
    private static final double[] FACTORS = {5, 10, 100, 1000};

    private static final double SMALLEST_USUAL_MV = .4;
    private static final double LARGEST_USUAL_MV = 3;

    private UnitError() {}

    static Optional<QualityIssue> assess(Collection<LeadFigures> all) {
        List<LeadFigures> leads =
                all.stream().filter(figures -> figures.range() > 0).toList();
        double range = median(leads, LeadFigures::range);
        if (range > (leads.size() < FEW_LEADS ? LARGEST_MV_OF_FEW : LARGEST_MV)
                && median(leads, LeadFigures::size) > LARGEST_MEANS_MV) {
            return Optional.of(issue(Severity.DO_NOT_ANALYSE, range, "large"));
        }
        boolean beats = median(leads, LeadFigures::peakiness) > COMPLEXES_STAND_OUT;
        if (beats && range < DOUBTFUL_MV) {
            return Optional.of(issue(range < SMALLEST_MV ? Severity.DO_NOT_ANALYSE : Severity.NOTE, range, "small"));
        }
        return Optional.empty();
    }

    private static double median(List<LeadFigures> leads, ToDoubleFunction<LeadFigures> figure) {
        double[] values = leads.stream().mapToDouble(figure).toArray();
        return Quantile.of(values, values.length, .5);
    }

    private static QualityIssue issue(Severity severity, double range, String direction) {
        String factors = Arrays.stream(FACTORS)
                .filter(factor -> isUsual(direction.equals("large") ? range / factor : range * factor))
                .mapToObj(factor -> String.format(Locale.ROOT, "%.0f", factor))
                .collect(Collectors.joining(" or "));
        String text = String.format(Locale.ROOT, "amplitudes of about %.3g mV are too %s", range, direction)
                + (factors.isEmpty() ? "" : " by a factor of perhaps " + factors)
                + ": the unit or the gain may be wrong";
        return new QualityIssue(severity, "unit-error", null, text);
    }

    private static boolean isUsual(double range) {
        return range >= SMALLEST_USUAL_MV && range <= LARGEST_USUAL_MV;
    }
}
