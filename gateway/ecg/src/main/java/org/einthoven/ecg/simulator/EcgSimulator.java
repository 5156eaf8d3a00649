package org.einthoven.ecg.simulator;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.einthoven.ecg.Acquisition;
import org.einthoven.ecg.Demographics;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.OrderRef;
import org.einthoven.ecg.SampledSignal;
import org.einthoven.ecg.SourceIdentity;
import org.einthoven.ecg.Wave;

/**
 * Records twelve leads of a moving dipole. The same patient, visit, rate, duration and seed give the same samples; another
 * rate gives other samples of the same curves, but for their noise.
 *
 * @see <a href="https://doi.org/10.1109/TBME.2003.808805">McSharry et al., IEEE Trans. Biomed. Eng. 2003;50:289</a>
 * @see <a href="https://doi.org/10.1155/2007/43407">Sameni et al., EURASIP J. Adv. Signal Process. 2007:43407</a>
 */
public final class EcgSimulator {
    private final double samplingRateHz;
    private final double seconds;

    /** @throws IllegalArgumentException for a rate or duration that gives no sample, or more than memory holds */
    public EcgSimulator(double samplingRateHz, double seconds) {
        double samples = samplingRateHz * seconds;
        if (!(samplingRateHz > 0 && samples >= 1 && samples <= Integer.MAX_VALUE / 16)) {
            throw new IllegalArgumentException("cannot record " + seconds + " s at " + samplingRateHz + " Hz");
        }
        this.samplingRateHz = samplingRateHz;
        this.seconds = seconds;
    }

    public SimulatedEcg record(Patient patient, Visit visit, long seed) {
        Course course = new Course(patient, visit, seed);
        double[][] potentials =
                dipole(course.excitation, course.atria, course.beats).potentials(visit.placement());
        NoiseSource noise = new NoiseSource(visit.noise(), samplingRateHz, course.random.split());
        for (double[] potential : potentials) {
            noise.disturb(potential);
            visit.recorder().record(potential, samplingRateHz);
        }
        course.faults.forEach(fault -> fault.exchange(potentials));
        return new SimulatedEcg(recording(LeadFormation.leads(potentials)), course.truth());
    }

    /** The beats that {@link #record} would give with the same arguments, in a fraction of the time. */
    public List<TrueBeat> beats(Patient patient, Visit visit, long seed) {
        return new Course(patient, visit, seed).truth();
    }

    /** What happens in the heart, before anything is recorded. */
    private final class Course {
        private final SplittableRandom random;
        private final Excitation excitation;
        private final AtrialActivity atria;
        private final List<Beat> beats;
        private final List<ElectrodeFault> faults;
        private final ChestPlacement placement;

        Course(Patient patient, Visit visit, long seed) {
            random = new SplittableRandom(seed);
            excitation = new Excitation(patient, visit, random.split());
            atria = AtrialActivity.of(visit.rhythm(), random.split());
            beats = new BeatSequence(visit.rhythm(), atria, random.split()).until(seconds);
            faults = visit.faults().stream().sorted().toList();
            placement = visit.placement();
        }

        List<TrueBeat> truth() {
            TrueWaves waves = new TrueWaves(excitation, placement, faults);
            return beats.stream()
                    .map(waves::of)
                    .flatMap(Optional::stream)
                    .filter(beat -> beat.peaksWithin(seconds))
                    .toList();
        }
    }

    private Dipole dipole(Excitation excitation, AtrialActivity atria, List<Beat> beats) {
        Dipole dipole = new Dipole(samplingRateHz, (int) Math.round(seconds * samplingRateHz));
        dipole.add(atria);
        for (Beat beat : beats) {
            Heart heart = beat.paced(excitation.of(beat.origin()));
            for (Wave.Kind kind : Wave.Kind.values()) {
                dipole.add(heart.kernels(kind), beat.time());
            }
        }
        return dipole;
    }

    private EcgRecording recording(double[][] leads) {
        Map<Lead, SampledSignal> signals = new LinkedHashMap<>();
        for (Lead lead : Lead.STANDARD) {
            signals.put(lead, new SampledSignal(samplingRateHz, leads[lead.standardIndex()]));
        }
        return new EcgRecording(
                "SIMULATED",
                identity(leads),
                signals,
                null,
                Demographics.UNKNOWN,
                OrderRef.NONE,
                Acquisition.UNKNOWN,
                List.of(),
                List.of());
    }

    private static SourceIdentity identity(double[][] leads) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (double[] lead : leads) {
                ByteBuffer bytes = ByteBuffer.allocate(lead.length * Double.BYTES);
                bytes.asDoubleBuffer().put(lead);
                digest.update(bytes);
            }
            String hash = HexFormat.of().formatHex(digest.digest());
            return new SourceIdentity(SourceIdentity.Kind.FILE, "simulated-" + hash.substring(0, 16), hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
