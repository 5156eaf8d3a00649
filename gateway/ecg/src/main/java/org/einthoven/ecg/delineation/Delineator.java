package org.einthoven.ecg.delineation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.Normaliser;
import org.einthoven.ecg.Wave;
import org.jspecify.annotations.Nullable;

/**
 * Finds the beats of a recording and where their P waves, QRS complexes and T waves begin, peak and end, in all leads that
 * hold samples together; of any rate from 100 to 2000 Hz, any number of leads, and any length: it works at 250 Hz, in blocks of ten
 * seconds.
 *
 * @see <a href="https://doi.org/10.1109/TBME.2003.821031">Martínez et al., IEEE Trans. Biomed. Eng. 2004;51:570</a>
 */
public final class Delineator {
    /** Of the QRS complexes' height. */
    private static final float TOLERATED_NOISE = .04f;

    /** A P wave may begin in the last foot of the T wave before it. */
    private static final int FOOT_OF_T = 4;
    /** Where no T wave was found, so long after the QRS complex. */
    private static final int WITHOUT_T = 60;

    private final LeadsAt250Hz leads;
    private final int samples;
    private final int[] complexes;
    private final Block block;
    private final QrsVoltage qrsVoltage;
    private final float[] weights;
    private final QrsBounds qrsBounds;
    private final TWave tWave;
    private final PWaves pWaves;
    private final FlutterWaves flutterWaves;
    private final HiddenFlutterWaves hiddenFlutterWaves;
    private final TpSegment tpSegment;
    private final LeadWaves leadWaves;
    private final List<AtrialActivity> flutter = new ArrayList<>();
    private final List<AtrialActivity> possibleFlutter = new ArrayList<>();
    private final List<Double> mergedP = new ArrayList<>();

    private Delineator(LeadsAt250Hz leads) {
        this.leads = leads;
        this.samples = leads.samples();
        this.complexes = leads.leads().isEmpty() ? new int[0] : QrsDetector.complexes(new QrsActivity(leads));
        this.block = new Block(leads);
        this.qrsVoltage = new QrsVoltage(block);
        this.weights = new float[leads.leads().size()];
        this.qrsBounds = new QrsBounds(block, weights);
        this.tWave = new TWave(block, weights);
        this.pWaves = new PWaves(block, weights);
        this.flutterWaves = new FlutterWaves(block, weights);
        this.hiddenFlutterWaves = new HiddenFlutterWaves(block, weights);
        this.tpSegment = new TpSegment(block, weights);
        this.leadWaves = new LeadWaves(block);
    }

    /** Delineates a recording; one without beats has none, nor has one of another rate. */
    public static Delineation delineate(EcgRecording recording) {
        if (!Normaliser.isReadRate(recording.samplingRateHz())) {
            return Delineation.NONE;
        }
        List<Double> spikes = PacingSpikes.of(recording);
        Delineator delineator = new Delineator(new LeadsAt250Hz(PacingSpikes.without(recording, spikes)));
        return delineator.delineation(delineator.beats(0).get(0), spikes);
    }

    /** The same, and the waves as each lead for itself shows them, which takes longer. */
    public static LeadDelineation delineateLeads(EcgRecording recording) {
        if (!Normaliser.isReadRate(recording.samplingRateHz())) {
            return new LeadDelineation(Delineation.NONE, Map.of());
        }
        List<Double> spikes = PacingSpikes.of(recording);
        LeadsAt250Hz leads = new LeadsAt250Hz(PacingSpikes.without(recording, spikes));
        Delineator delineator = new Delineator(leads);
        List<List<Beat>> beats = delineator.beats(leads.leads().size());
        Map<Lead, List<Beat>> ofLeads = new LinkedHashMap<>();
        for (int lead = 0; lead < leads.leads().size(); lead++) {
            ofLeads.put(leads.leads().get(lead), beats.get(lead + 1));
        }
        return new LeadDelineation(delineator.delineation(beats.get(0), spikes), ofLeads);
    }

    private Delineation delineation(List<Beat> beats, List<Double> spikes) {
        return new Delineation(leads.leads(), beats, flutter, possibleFlutter, mergedP, spikes);
    }

    /**
     * Those of all leads together and then as each lead shows them.
     *
     * @param single for how many leads
     */
    private List<List<Beat>> beats(int single) {
        List<List<Beat>> all = new ArrayList<>();
        for (int i = 0; i <= single; i++) {
            all.add(new ArrayList<>());
        }
        int behind = 0;
        for (int done = 0; done < complexes.length; done = all.get(0).size()) {
            // The last block is a whole one as well, as few beats tell little of their P waves.
            int from = Math.max(0, Math.min(complexes[done], samples - Block.LENGTH));
            block.read(from);
            int first = firstAt(block.begin());
            int next = firstAt(block.end());
            block.setQrs(qrsVoltage.of(complexes, first, next));
            weigh();
            List<Beat> ofBlock = beats(first, next, Math.max(behind, from), from + Block.LENGTH)
                    .subList(done - first, firstAt(from + Block.LENGTH) - first);
            behind = from + Block.LENGTH;
            all.get(0).addAll(ofBlock);
            for (int lead = 0; lead < single; lead++) {
                all.get(lead + 1).addAll(ofLead(lead, done, ofBlock));
            }
        }
        return all;
    }

    private List<Beat> ofLead(int lead, int first, List<Beat> together) {
        Arrays.fill(weights, 0);
        weights[lead] = 1;
        List<Beat> beats = new ArrayList<>();
        for (int i = 0; i < together.size(); i++) {
            Beat beat = together.get(i);
            beats.add(new Beat(
                    beat.seconds(),
                    leadWaves.find(lead, beat.p(), Wave.Kind.P, PWaves.HUMP),
                    LeadDelineation.agreeing(qrsWave(first + i), beat.qrs()),
                    leadWaves.find(lead, beat.t(), Wave.Kind.T, TWave.HUMP)));
        }
        return beats;
    }

    /** All leads alike, but for those so noisy that what is faster than any wave would decide where the waves end. */
    private void weigh() {
        for (int lead = 0; lead < weights.length; lead++) {
            float part = Math.min(1, block.partOfQrs(TOLERATED_NOISE) / Math.max(block.noise(lead), Float.MIN_NORMAL));
            weights[lead] = part * part;
        }
    }

    private QrsBounds.@Nullable Bounds qrs(int i) {
        return qrsBounds.find(complexes[i], middle(i - 1, 0), middle(i, samples - 1));
    }

    private @Nullable Wave qrsWave(int i) {
        QrsBounds.Bounds bounds = qrs(i);
        return bounds == null ? null : bounds.wave();
    }

    /** Those in the block's margins too, whose waves tell where others end. */
    private List<Beat> beats(int first, int behind, int fromSample, int toSample) {
        QrsBounds.@Nullable Bounds[] qrs = new QrsBounds.Bounds[behind - first];
        for (int i = first; i < behind; i++) {
            qrs[i - first] = qrs(i);
        }
        Projection.@Nullable Bounds[] t = tWaves(qrs);
        Projection.@Nullable Bounds[] p =
                isFlutter(qrs, t, fromSample, toSample) ? new Projection.Bounds[qrs.length] : pWaves(qrs, t);
        if (!tpSegment.isSeen(qrs, t, p)) {
            removeMerged(p, first, fromSample, toSample);
        }
        List<Beat> beats = new ArrayList<>();
        for (int i = 0; i < qrs.length; i++) {
            QrsBounds.Bounds known = qrs[i];
            beats.add(new Beat(
                    (double) complexes[first + i] / Block.RATE,
                    wave(Wave.Kind.P, p[i]),
                    known == null ? null : known.wave(),
                    wave(Wave.Kind.T, t[i])));
        }
        return beats;
    }

    /** Notes those of the beats in these samples. */
    private void removeMerged(Projection.@Nullable Bounds[] p, int first, int fromSample, int toSample) {
        for (int i = 0; i < p.length; i++) {
            int complex = complexes[first + i];
            if (p[i] != null && complex >= fromSample && complex < toSample) {
                mergedP.add((double) complex / Block.RATE);
            }
            p[i] = null;
        }
    }

    /** Notes it for these samples. */
    private boolean isFlutter(
            QrsBounds.@Nullable Bounds[] qrs, Projection.@Nullable Bounds[] t, int fromSample, int toSample) {
        double hertz = flutterWaves.hertz(qrs, t);
        HiddenFlutterWaves.Finding found =
                Double.isNaN(hertz) ? hiddenFlutterWaves.find(qrs) : new HiddenFlutterWaves.Finding(hertz, true);
        if (found != null) {
            double to = (double) Math.min(toSample, samples) / Block.RATE;
            (found.seen() ? flutter : possibleFlutter)
                    .add(new AtrialActivity((double) fromSample / Block.RATE, to, found.hertz()));
        }
        return found != null;
    }

    private int firstAt(int sample) {
        int found = Arrays.binarySearch(complexes, sample);
        return found < 0 ? -found - 1 : found;
    }

    /** Between a complex and the next one. */
    private int middle(int i, int ifNone) {
        return i < 0 || i + 1 >= complexes.length ? ifNone : (complexes[i] + complexes[i + 1]) / 2;
    }

    private Projection.@Nullable Bounds[] tWaves(QrsBounds.@Nullable Bounds[] qrs) {
        Projection.@Nullable Bounds[] found = new Projection.Bounds[qrs.length];
        for (int i = 0; i < qrs.length; i++) {
            QrsBounds.Bounds known = qrs[i];
            QrsBounds.Bounds next = i + 1 < qrs.length ? qrs[i + 1] : null;
            found[i] = known == null ? null : tWave.find(known, next == null ? -1 : next.onset());
        }
        return found;
    }

    private Projection.@Nullable Bounds[] pWaves(QrsBounds.@Nullable Bounds[] qrs, Projection.@Nullable Bounds[] t) {
        List<PWaves.Known> known = new ArrayList<>();
        int[] places = new int[qrs.length];
        for (int i = 0; i < qrs.length; i++) {
            QrsBounds.Bounds complex = qrs[i];
            if (complex != null) {
                places[known.size()] = i;
                known.add(new PWaves.Known(complex, i == 0 ? block.begin() : quietFrom(qrs[i - 1], t[i - 1])));
            }
        }
        Projection.@Nullable Bounds[] found = new Projection.Bounds[qrs.length];
        Projection.@Nullable Bounds[] waves = pWaves.find(known);
        for (int i = 0; i < waves.length; i++) {
            found[places[i]] = waves[i];
        }
        return found;
    }

    private double quietFrom(QrsBounds.@Nullable Bounds qrs, Projection.@Nullable Bounds t) {
        if (t != null) {
            return t.offset() - FOOT_OF_T;
        }
        return qrs == null ? block.begin() : qrs.offset() + WITHOUT_T;
    }

    private static @Nullable Wave wave(Wave.Kind kind, Projection.@Nullable Bounds bounds) {
        return bounds == null ? null : bounds.wave(kind);
    }
}
