package org.einthoven.codecs.dicom;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.QualityIssue;

/**
 * The multiplex groups that make one recording. The rhythm is the longest original group with ECG leads, of equals the
 * one with most leads. Other original groups of its sampling rate join it where they add leads, or time to its leads,
 * and do not begin more than a second after the others end: so come together a printed layout of four times 2.5 s, and
 * twelve leads stored as two groups. Nothing is repeated to fill the time in which a lead was not recorded.
 *
 * @param groups in the order of their beginnings
 * @param start of the earliest, in samples after the acquisition time
 * @param length of all together, in samples
 */
record RhythmGroups(List<MultiplexGroup> groups, long start, long length) {
    private static final double LARGEST_GAP_SECONDS = 1;

    RhythmGroups {
        groups = List.copyOf(groups);
    }

    /**
     * Chooses.
     *
     * @param candidates at least one, each with leads
     */
    static RhythmGroups of(List<MultiplexGroup> candidates, List<QualityIssue> issues) {
        List<MultiplexGroup> originals =
                candidates.stream().filter(MultiplexGroup::original).toList();
        if (originals.isEmpty()) {
            issues.add(QualityIssue.note(
                    "derived-waveform", "No multiplex group is ORIGINAL; a DERIVED one is read in its place"));
        }
        List<MultiplexGroup> eligible = originals.isEmpty() ? candidates : originals;
        // A stable sort: of equals the first.
        MultiplexGroup rhythm = eligible.stream()
                .sorted(Comparator.comparingDouble(MultiplexGroup::durationSeconds)
                        .thenComparingInt(g -> g.leads().size())
                        .reversed())
                .findFirst()
                .orElseThrow();
        List<MultiplexGroup> chosen = new ArrayList<>(List.of(rhythm));
        eligible.stream()
                .filter(g -> g != rhythm)
                .sorted(Comparator.comparingLong(MultiplexGroup::start))
                .forEach(g -> join(chosen, g, issues));
        chosen.sort(Comparator.comparingLong(MultiplexGroup::start));
        long start = chosen.get(0).start();
        return new RhythmGroups(chosen, start, end(chosen) - start);
    }

    private static void join(List<MultiplexGroup> chosen, MultiplexGroup group, List<QualityIssue> issues) {
        MultiplexGroup rhythm = chosen.get(0);
        String reason = null;
        if (group.samplingRateHz() != rhythm.samplingRateHz()) {
            reason = "has another sampling rate";
        } else if (isApart(chosen, group)) {
            reason = "was recorded at another time";
        } else if (!addsAnything(chosen, group)) {
            reason = "repeats leads";
        }
        if (reason != null) {
            issues.add(QualityIssue.note(
                    "waveform-group-left-out",
                    "Multiplex group " + group.number() + " " + reason + " and is left out"));
            return;
        }
        if (group.offsetMillis().isEmpty()) {
            issues.add(QualityIssue.note(
                    "group-time-unknown",
                    "Multiplex group " + group.number() + " has no time offset and is taken to begin with the others"));
        }
        chosen.add(group);
    }

    private static boolean isApart(List<MultiplexGroup> chosen, MultiplexGroup group) {
        double gap = LARGEST_GAP_SECONDS * group.samplingRateHz();
        long start = chosen.stream().mapToLong(MultiplexGroup::start).min().orElseThrow();
        return group.start() > end(chosen) + gap || group.start() + group.samples() + gap < start;
    }

    private static boolean addsAnything(List<MultiplexGroup> chosen, MultiplexGroup group) {
        Set<Lead> covered = new HashSet<>();
        for (MultiplexGroup other : chosen) {
            boolean covers = other.start() <= group.start()
                    && other.start() + other.samples() >= group.start() + group.samples();
            if (covers) {
                other.leads().forEach(c -> covered.add(c.lead()));
            }
        }
        return group.leads().stream().anyMatch(c -> !covered.contains(c.lead()));
    }

    private static long end(List<MultiplexGroup> groups) {
        return groups.stream().mapToLong(g -> g.start() + g.samples()).max().orElseThrow();
    }
}
