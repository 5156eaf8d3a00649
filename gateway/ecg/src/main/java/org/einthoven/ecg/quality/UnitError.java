package org.einthoven.ecg.quality;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.QualityIssue.Severity;

/**
 * Amplitudes that no heart has, but that a heart would have were they ten, a hundred or a thousand times smaller or larger:
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

    private static final double[] FACTORS = {10, 100, 1000};
    private static final double USUAL_MV = 1.2;

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

    private static QualityIssue issue(Severity severity, double size, String direction) {
        double off = Math.abs(Math.log(size / USUAL_MV));
        double nearest = FACTORS[0];
        for (double factor : FACTORS) {
            nearest = Math.abs(Math.log(factor) - off) < Math.abs(Math.log(nearest) - off) ? factor : nearest;
        }
        String text = "amplitudes of about %.3g mV look %.0f times too %s: the unit or the gain may be wrong";
        return new QualityIssue(
                severity, "unit-error", null, String.format(Locale.ROOT, text, size, nearest, direction));
    }
}
