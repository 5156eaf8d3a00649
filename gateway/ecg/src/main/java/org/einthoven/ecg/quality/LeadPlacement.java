package org.einthoven.ecg.quality;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.LeadScreening;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.measurement.MedianBeat;
import org.jspecify.annotations.Nullable;

/**
 * Whether the electrodes lie where their names say. Each exchange that happens is undone in turn, and it is asked which of the
 * ECGs is the most plausible: P(exchange) is proportional to how often it happens times exp(plausibility of what undoing it
 * gives). Needs I, II and V1 to V6 that can be read, and three beats.
 *
 * <p>A heart on the right side looks like an exchange of RA and LA with V1 to V6 in reverse order; nothing here tells them apart.
 *
 * <p>Redundancy between the leads as a sign of exchanged electrodes: Kors and van Herpen, Am. J. Cardiol. 2001;88:396.
 */
public final class LeadPlacement {
    /** Chosen so that of 120 right recordings one is told at most. */
    private static final double TOLD_FROM = .65;

    private static final List<Lead> LEADS =
            List.of(Lead.I, Lead.II, Lead.V1, Lead.V2, Lead.V3, Lead.V4, Lead.V5, Lead.V6);

    private LeadPlacement() {}

    /** At most one note; none where the leads or the beats do not suffice. Never fails. */
    public static List<QualityIssue> assess(EcgRecording recording, @Nullable MedianBeat median) {
        return suspect(recording, median)
                .filter(suspicion -> suspicion.ofAny() > TOLD_FROM)
                .map(Suspicion::issue)
                .stream()
                .toList();
    }

    /** The likeliest exchange, however unlikely; empty where the leads or the beats do not suffice. */
    public static Optional<Suspicion> suspect(EcgRecording recording, @Nullable MedianBeat median) {
        UsualBeat beat =
                median != null && new LeadScreening(recording).usable().keySet().containsAll(LEADS)
                        ? UsualBeat.of(median, LEADS)
                        : null;
        return beat == null ? Optional.empty() : suspect(beat);
    }

    private static Optional<Suspicion> suspect(UsualBeat beat) {
        Optional<Suspicion> leg = RightLeg.suspect(beat);
        return leg.isPresent() && leg.get().ofAny() > TOLD_FROM
                ? leg
                : Stream.concat(leg.stream(), likeliest(BeatMoments.of(beat)).stream())
                        .max(Comparator.comparingDouble(Suspicion::ofAny));
    }

    /** Of those that can be undone; empty where samples are missing from the usual beat. */
    private static Optional<Suspicion> likeliest(BeatMoments beat) {
        double asRecorded = plausibility(beat);
        double sum = 1;
        double most = 0;
        ElectrodeExchange likeliest = ElectrodeExchange.RA_LA;
        for (ElectrodeExchange exchange : ElectrodeExchange.values()) {
            double[][] undo = exchange.undo();
            if (undo != null) {
                double odds = exchange.odds() * Math.exp(plausibility(beat.seenThrough(undo)) - asRecorded);
                sum += odds;
                likeliest = odds > most ? exchange : likeliest;
                most = Math.max(most, odds);
            }
        }
        return Double.isFinite(sum)
                ? Optional.of(new Suspicion(likeliest, most / sum, Math.max(most / sum, 1 - 1 / sum)))
                : Optional.empty();
    }

    private static double plausibility(BeatMoments beat) {
        return LimbPlausibility.of(beat) + ChestPlausibility.of(beat);
    }
}
