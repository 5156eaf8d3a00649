package org.einthoven.ecg.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.QualityIssue.Severity;

/** What is wrong with one lead, by its figures. Each limit has its row in docs/quality.md. */
final class LeadFaults {
    private static final double HUM_MV = .02;
    /** Less is not seen, and fast rhythms have as much of it in their own harmonics. */
    private static final double SEEN_OF_RANGE = .01;

    /** From peak to peak half of what the lead shows. */
    private static final double DROWNING_HUM = .25;

    private static final double NOISE_MV = .03;
    /** Noise alone ranges over seven to eight times what is measured of it. */
    private static final double DROWNING_NOISE = 1 / 9.0;

    private static final double WANDER_MV = .8;
    /** Of the range: so much the mean of a second changes by beats that come and fail. */
    private static final double WANDER_OF_RANGE = .25;

    private static final double JUMP_MV = 6;
    /** A premature beat is not so much larger than the others. */
    private static final double JUMP_OF_CALM = 4;

    private static final double LOW_MV = .1;
    private static final double HELD_TOO_LONG = 1 / 3.0;
    private static final double SATURATED = .1;
    private static final int CLIPPED_RUNS = 2;

    private final Lead lead;
    private final LeadFigures figures;
    private final double seconds;
    private final List<QualityIssue> issues = new ArrayList<>();

    private LeadFaults(Lead lead, LeadFigures figures, double seconds) {
        this.lead = lead;
        this.figures = figures;
        this.seconds = seconds;
    }

    /** @param seconds that the recording lasts */
    static List<QualityIssue> assess(Lead lead, LeadFigures figures, double seconds) {
        LeadFaults faults = new LeadFaults(lead, figures, seconds);
        faults.standstill();
        faults.rails();
        faults.hum();
        faults.noise();
        faults.slowAndSmall();
        return faults.issues;
    }

    private void standstill() {
        if (figures.heldSeconds() > 0) {
            boolean mostly = figures.heldSeconds() > HELD_TOO_LONG * seconds;
            add(
                    mostly,
                    "lead-off",
                    "lead %s stands still for %.1f s, as if its electrode were off",
                    figures.heldSeconds());
        }
    }

    private void rails() {
        if (figures.railSeconds() > SATURATED * seconds) {
            add(true, "lead-saturated", "lead %s is at the limit of its recorder for %.1f s", figures.railSeconds());
        } else if (figures.rails() >= CLIPPED_RUNS) {
            add(
                    false,
                    "lead-clipped",
                    "lead %s is cut off at the limit of its recorder, for %.2f s in all",
                    figures.railSeconds());
        }
    }

    private void hum() {
        if (figures.humMv() > Math.max(HUM_MV, SEEN_OF_RANGE * figures.range())) {
            boolean drowns = figures.humMv() > DROWNING_HUM * figures.range();
            String text = "powerline hum of %2$.2f mV at " + Math.round(figures.humHz()) + " Hz in lead %1$s";
            add(drowns, "powerline", text, figures.humMv());
        }
    }

    private void noise() {
        if (figures.noise() > Math.max(NOISE_MV, SEEN_OF_RANGE * figures.range())) {
            boolean drowns = figures.noise() > DROWNING_NOISE * figures.range();
            add(drowns, "muscle-noise", "noise as of muscles, %2$.2f mV, in lead %1$s", figures.noise());
        }
    }

    private void slowAndSmall() {
        if (figures.wander() > Math.max(WANDER_MV, WANDER_OF_RANGE * figures.range())) {
            add(false, "baseline-wander", "the baseline of lead %s wanders by %.1f mV", figures.wander());
        }
        if (figures.jump() > Math.max(JUMP_MV, JUMP_OF_CALM * figures.calm())) {
            add(false, "artefact", "lead %s jumps by %.1f mV", figures.jump());
        }
        if (figures.jump() < LOW_MV) {
            add(false, "low-amplitude", "lead %s ranges over no more than %.3f mV", figures.jump());
        }
    }

    private void add(boolean exclude, String code, String format, double value) {
        Severity severity = exclude ? Severity.EXCLUDE_LEAD : Severity.NOTE;
        issues.add(new QualityIssue(severity, code, lead, String.format(Locale.ROOT, format, lead, value)));
    }
}
