package org.einthoven.codecs.dicom;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.UID;
import org.einthoven.ecg.QualityIssue;
import org.jspecify.annotations.Nullable;

/**
 * What PS3.3 section A.34 allows an ECG object to be. Objects beyond it are read and the excess is noted.
 *
 * @param mostChannels of one group
 * @param mostChannelsInAll of all groups together
 * @param mostSamples a channel
 * @param lowestHz the lowest sampling frequency
 * @param interpretations the sample interpretations
 */
record IodLimits(
        int mostGroups,
        int mostChannels,
        long mostChannelsInAll,
        long mostSamples,
        double lowestHz,
        double highestHz,
        Set<String> interpretations) {
    private static final long ANY = Long.MAX_VALUE;

    static @Nullable IodLimits of(String sopClass) {
        return switch (sopClass) {
            // A.34.3.4
            case UID.TwelveLeadECGWaveformStorage -> new IodLimits(5, 13, 13, 16384, 200, 1000, Set.of("SS"));
            // A.34.4.4
            case UID.GeneralECGWaveformStorage -> new IodLimits(4, 24, ANY, ANY, 200, 1000, Set.of("SS"));
            // A.34.5.4
            case UID.AmbulatoryECGWaveformStorage ->
                new IodLimits(1, 12, ANY, ANY, 50, 1000, new java.util.TreeSet<>(List.of("SB", "SS")));
            default -> null;
        };
    }

    List<QualityIssue> check(List<MultiplexGroup> groups) {
        List<QualityIssue> issues = new ArrayList<>();
        if (groups.size() > mostGroups) {
            issues.add(excess("has " + groups.size() + " multiplex groups where " + mostGroups + " are allowed"));
        }
        int channels = groups.stream().mapToInt(MultiplexGroup::channels).sum();
        if (channels > mostChannelsInAll) {
            issues.add(excess("has " + channels + " channels in all where " + mostChannelsInAll + " are allowed"));
        }
        for (MultiplexGroup group : groups) {
            String name = "has in multiplex group " + group.number() + " ";
            if (group.channels() > mostChannels) {
                issues.add(excess(name + group.channels() + " channels where " + mostChannels + " are allowed"));
            }
            if (group.samples() > mostSamples) {
                issues.add(excess(name + group.samples() + " samples where " + mostSamples + " are allowed"));
            }
            if (!interpretations.contains(group.item().getString(Tag.WaveformSampleInterpretation, ""))) {
                issues.add(
                        excess(name + "a sample interpretation that is not " + String.join(" or ", interpretations)));
            }
            if (group.samplingRateHz() < lowestHz || group.samplingRateHz() > highestHz) {
                issues.add(excess(name + "a sampling frequency of " + group.samplingRateHz() + " Hz where " + lowestHz
                        + " to " + highestHz + " are allowed"));
            }
        }
        return issues;
    }

    private static QualityIssue excess(String text) {
        return QualityIssue.note("iod-limit", "The object " + text + " by its SOP class");
    }
}
