package org.einthoven.ecg.quality;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.QualityIssue.Severity;

/**
 * A unit or gain that is wrong in one lead, or in the limb leads or the chest leads alone: these are larger than a heart's, and
 * more so than the others than a heart's are. Of the limb leads none is a third larger than all others, as three electrodes
 * make all six. Ranges are those of calm seconds and, so that no spike or artefact counts, of means of 50 ms as well.
 */
final class LeadUnitError {
    private static final List<Lead> LIMB = Lead.STANDARD.subList(0, 6);
    private static final List<Lead> CHEST = Lead.STANDARD.subList(6, 12);
    /** Of fewer leads it is not known which is wrong. */
    private static final int LEAST_OTHERS = 3;

    private static final Limits LIMB_LEAD = new Limits(3, 2.5);
    private static final Limits CHEST_LEAD = new Limits(5, 4);
    private static final Limits LIMB_LEADS = new Limits(3.5, 3);
    private static final Limits CHEST_LEADS = new Limits(8, 10);

    private final Map<Lead, LeadFigures> limb;
    private final Map<Lead, LeadFigures> chest;
    private final List<QualityIssue> issues = new ArrayList<>();

    private LeadUnitError(Map<Lead, LeadFigures> leads) {
        this.limb = new LinkedHashMap<>(leads);
        this.chest = new LinkedHashMap<>(leads);
        limb.keySet().retainAll(LIMB);
        chest.keySet().retainAll(CHEST);
    }

    /**
     * Told from both on.
     *
     * @param millivolts of range
     * @param times the range of the others
     */
    private record Limits(double millivolts, double times) {}

    /** @param leads those that can be read */
    static List<QualityIssue> assess(Map<Lead, LeadFigures> leads) {
        LeadUnitError errors = new LeadUnitError(leads);
        errors.single(errors.limb, LIMB_LEAD, "limb");
        errors.single(errors.chest, CHEST_LEAD, "chest");
        if (errors.issues.isEmpty()) {
            errors.group(errors.limb, errors.chest, LIMB_LEADS, "limb leads", "the chest leads");
            errors.group(errors.chest, errors.limb, CHEST_LEADS, "chest leads", "the limb leads");
        }
        return errors.issues;
    }

    private void single(Map<Lead, LeadFigures> group, Limits limits, String name) {
        group.forEach((lead, figures) -> {
            Map<Lead, LeadFigures> others = new LinkedHashMap<>(group);
            others.remove(lead);
            double times = Math.min(
                    figures.calm() / largest(others.values(), LeadFigures::calm),
                    figures.size() / largest(others.values(), LeadFigures::size));
            if (others.size() >= LEAST_OTHERS && figures.calm() > limits.millivolts() && times > limits.times()) {
                add(lead, "ranges over", figures.calm(), times, "any other " + name + " lead: its");
            }
        });
    }

    private void group(
            Map<Lead, LeadFigures> group, Map<Lead, LeadFigures> others, Limits limits, String name, String than) {
        double calm = median(group.values(), LeadFigures::calm);
        double times = Math.min(
                calm / median(others.values(), LeadFigures::calm),
                median(group.values(), LeadFigures::size) / median(others.values(), LeadFigures::size));
        boolean enough = group.size() > LEAST_OTHERS && others.size() > LEAST_OTHERS;
        if (enough && calm > limits.millivolts() && times > limits.times()) {
            String ranges = "ranges, like the other " + name + ", over about";
            group.keySet().forEach(lead -> add(lead, ranges, calm, times, than + ": their"));
        }
    }

    private void add(Lead lead, String verb, double millivolts, double times, String than) {
        String text = String.format(
                Locale.ROOT,
                "lead %s %s %.1f mV, %.1f times as much as %s unit or gain may be wrong",
                lead,
                verb,
                millivolts,
                times,
                than);
        issues.add(new QualityIssue(Severity.EXCLUDE_LEAD, "unit-error", lead, text));
    }

    private static double largest(Collection<LeadFigures> leads, ToDoubleFunction<LeadFigures> figure) {
        return values(leads, figure).max().orElse(Double.NaN);
    }

    private static double median(Collection<LeadFigures> leads, ToDoubleFunction<LeadFigures> figure) {
        double[] values = values(leads, figure).toArray();
        return Quantile.of(values, values.length, .5);
    }

    private static DoubleStream values(Collection<LeadFigures> leads, ToDoubleFunction<LeadFigures> figure) {
        return leads.stream().mapToDouble(figure);
    }
}
