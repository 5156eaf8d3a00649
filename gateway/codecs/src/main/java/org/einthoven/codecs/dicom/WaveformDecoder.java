package org.einthoven.codecs.dicom;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.einthoven.codecs.AcquisitionTime;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.codecs.NotAWaveformException;
import org.einthoven.dicom.ContentHash;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomFile;
import org.einthoven.dicom.DicomFormatException;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.UID;
import org.einthoven.ecg.Acquisition;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.OrderRef;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.QualityIssue.Severity;
import org.einthoven.ecg.SampledSignal;
import org.einthoven.ecg.SourceIdentity;
import org.einthoven.ecg.VendorAnnotation;
import org.jspecify.annotations.Nullable;

/** Makes a recording of a DICOM waveform object. Used once. */
final class WaveformDecoder {
    private final DicomDataset dataset;
    private final DecodingOptions options;
    private final List<QualityIssue> issues = new ArrayList<>();

    WaveformDecoder(DicomFile file, DecodingOptions options) {
        this.dataset = file.dataset();
        this.options = options;
        file.notes().forEach(note -> issues.add(QualityIssue.note("dicom-encoding", note)));
    }

    EcgRecording decode() throws DicomFormatException, EcgDecodingException {
        List<MultiplexGroup> all = groups();
        RhythmGroups rhythm =
                RhythmGroups.of(all.stream().filter(g -> !g.leads().isEmpty()).toList(), issues);
        Map<Lead, SampledSignal> leads = leads(rhythm);
        AcquisitionTime time = DicomTimes.of(dataset, options.timeZone());
        issues.addAll(time.issues());
        List<VendorAnnotation> annotations =
                WaveformAnnotations.of(dataset, rhythm.groups().get(0).number(), issues);
        SourceIdentity identity = identity();
        return new EcgRecording(
                DicomFormat.NAME,
                identity,
                leads,
                DicomPatients.reference(dataset),
                DicomPatients.demographics(dataset),
                new OrderRef(text(Tag.AccessionNumber), text(Tag.PlacerOrderNumberImagingServiceRequest)),
                acquisition(time, rhythm),
                annotations,
                issues);
    }

    private List<MultiplexGroup> groups() throws DicomFormatException, EcgDecodingException {
        String sopClass = text(Tag.SOPClassUID);
        List<DicomDataset> items = dataset.getItems(Tag.WaveformSequence);
        if (items.isEmpty()) {
            throw SopClasses.isWaveform(sopClass)
                    ? new EcgDecodingException(Tag.describe(Tag.WaveformSequence) + " is absent or empty")
                    : new NotAWaveformException(
                            "the DICOM object is not a waveform: SOP class " + SopClasses.describe(sopClass));
        }
        boolean ecg = SopClasses.isEcg(sopClass);
        List<String> leftOut = new ArrayList<>();
        List<MultiplexGroup> groups = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            groups.add(MultiplexGroup.of(items.get(i), i + 1, ecg, leftOut));
        }
        if (groups.stream().allMatch(g -> g.leads().isEmpty())) {
            throw new EcgDecodingException(
                    "the DICOM waveform carries no ECG lead: SOP class " + SopClasses.describe(sopClass));
        }
        leftOut.forEach(text -> issues.add(QualityIssue.note("channel-left-out", text)));
        noteClass(sopClass, groups);
        return groups;
    }

    private void noteClass(@Nullable String sopClass, List<MultiplexGroup> groups) {
        if (!SopClasses.isEcg(sopClass)) {
            issues.add(QualityIssue.note(
                    "unusual-sop-class", "The ECG comes under SOP class " + SopClasses.describe(sopClass)));
        }
        IodLimits limits = sopClass == null ? null : IodLimits.of(sopClass);
        if (limits != null) {
            issues.addAll(limits.check(groups));
        }
    }

    private Map<Lead, SampledSignal> leads(RhythmGroups rhythm) throws DicomFormatException, EcgDecodingException {
        int length = length(rhythm);
        Map<Lead, double[]> leads = new LinkedHashMap<>();
        for (MultiplexGroup group : rhythm.groups()) {
            GroupSamples samples = GroupSamples.of(group);
            int at = (int) (group.start() - rhythm.start());
            Map<Lead, Channel> ofGroup = new LinkedHashMap<>();
            for (Channel channel : group.leads()) {
                if (ofGroup.putIfAbsent(channel.lead(), channel) == null) {
                    put(leads, channel.lead(), samples.millivolts(channel), at, length);
                } else {
                    issues.add(new QualityIssue(
                            Severity.NOTE,
                            "duplicate-lead",
                            channel.lead(),
                            "Channel " + (channel.index() + 1) + " repeats lead " + channel.lead()
                                    + " and is left out"));
                }
            }
            issues.addAll(samples.issues());
        }
        double rate = rhythm.groups().get(0).samplingRateHz();
        Map<Lead, SampledSignal> signals = new LinkedHashMap<>();
        leads.forEach((lead, millivolts) -> signals.put(lead, new SampledSignal(rate, millivolts)));
        return signals;
    }

    /** All groups' data lies in memory already; together they may be at most as far apart as they are long. */
    private static int length(RhythmGroups rhythm) throws EcgDecodingException {
        long samples =
                rhythm.groups().stream().mapToLong(MultiplexGroup::samples).sum();
        for (MultiplexGroup group : rhythm.groups()) {
            ByteBuffer data = group.item().getBuffer(Tag.WaveformData);
            long bytes = data == null ? 0 : data.remaining();
            if (group.samples() > bytes) {
                throw new EcgDecodingException(Tag.describe(Tag.WaveformData) + " of multiplex group " + group.number()
                        + " holds " + bytes + " bytes for " + group.samples() + " samples a channel");
            }
        }
        if (rhythm.length() > Integer.MAX_VALUE - 8 || rhythm.length() > 2 * samples + 10_000) {
            throw new EcgDecodingException("the multiplex groups lie too far apart in time");
        }
        return (int) rhythm.length();
    }

    /** Puts a group's samples at their time; where another group has recorded the lead already, that stays. */
    private static void put(Map<Lead, double[]> leads, Lead lead, double[] millivolts, int at, int length) {
        double[] whole = leads.get(lead);
        if (whole == null && millivolts.length == length) {
            leads.put(lead, millivolts);
            return;
        }
        if (whole == null) {
            whole = new double[length];
            Arrays.fill(whole, Double.NaN);
            leads.put(lead, whole);
        }
        for (int i = 0; i < millivolts.length; i++) {
            if (Double.isNaN(whole[at + i])) {
                whole[at + i] = millivolts[i];
            }
        }
    }

    private Acquisition acquisition(AcquisitionTime time, RhythmGroups rhythm) {
        Instant first = time.time();
        if (first != null) {
            double seconds = rhythm.start() / rhythm.groups().get(0).samplingRateHz();
            first = first.plus(Duration.ofMillis(Math.round(1000 * seconds)));
        }
        return new Acquisition(
                first,
                time.original(),
                time.zoneAssumed(),
                text(Tag.Manufacturer),
                text(Tag.ManufacturerModelName),
                text(Tag.InstitutionName),
                text(Tag.StudyInstanceUID));
    }

    private SourceIdentity identity() {
        String hash = ContentHash.of(dataset);
        String uid = text(Tag.SOPInstanceUID);
        if (uid == null) {
            issues.add(QualityIssue.note("uid-invalid", Tag.describe(Tag.SOPInstanceUID) + " is absent"));
        }
        for (int tag : new int[] {Tag.SOPInstanceUID, Tag.StudyInstanceUID, Tag.SeriesInstanceUID}) {
            String named = text(tag);
            if (named != null && !UID.isValid(named)) {
                issues.add(QualityIssue.note("uid-invalid", Tag.describe(tag) + " is not a valid UID"));
            }
        }
        return new SourceIdentity(SourceIdentity.Kind.DICOM, uid == null ? "sha256:" + hash : uid, hash);
    }

    private @Nullable String text(int tag) {
        return DicomPatients.text(dataset, tag);
    }
}
