package org.einthoven.training.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.SampledSignal;
import org.einthoven.ecg.simulator.EcgSimulator;
import org.einthoven.ecg.simulator.Noise;
import org.einthoven.ecg.simulator.Patient;
import org.einthoven.ecg.simulator.Rhythm;
import org.einthoven.ecg.simulator.Visit;

/** Writes simulated records as the challenges have them: header with diagnoses, and MATLAB 4 matrix of 16-bit samples. */
public final class WfdbRecords {
    public static final String FIBRILLATION = "164889003";

    private static final int HEADER = 24;
    private static final int RATE = 500;

    private WfdbRecords() {}

    /**
     * An ECG at 500 Hz that fibrillates where the diagnoses say so; which patient's follows from the name.
     *
     * @param leads names; one that is none of the twelve gets the signal of lead I
     */
    public static void write(Path folder, String name, List<String> leads, int seconds, String diagnoses)
            throws IOException {
        Files.createDirectories(folder);
        int samples = seconds * RATE;
        StringBuilder header = new StringBuilder("%s %d 500 %d\n".formatted(name, leads.size(), samples));
        leads.forEach(lead -> header.append("%s.mat 16+24 1000/mV 16 0 0 0 0 %s\n".formatted(name, lead)));
        header.append("#Age: 50\n#Sex: Female\n#Dx: ").append(diagnoses).append('\n');
        Files.writeString(folder.resolve(name + ".hea"), header);
        Files.write(
                folder.resolve(name + ".mat"),
                matrix(leads, recording(name.hashCode(), seconds, diagnoses.contains(FIBRILLATION))));
    }

    private static EcgRecording recording(long seed, int seconds, boolean fibrillates) {
        Rhythm rhythm = fibrillates
                ? Rhythm.of(Rhythm.Kind.ATRIAL_FIBRILLATION, 85)
                : Rhythm.sinus(60 + Math.floorMod(seed, 30));
        return new EcgSimulator(RATE, seconds)
                .record(
                        Patient.random(new SplittableRandom(seed)),
                        Visit.HEALTHY.with(Noise.ORDINARY).with(rhythm),
                        seed)
                .recording();
    }

    private static byte[] matrix(List<String> leads, EcgRecording recording) {
        int samples = recording.length();
        ByteBuffer bytes =
                ByteBuffer.allocate(HEADER + 2 * leads.size() * samples).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(30)
                .putInt(leads.size())
                .putInt(samples)
                .putInt(0)
                .putInt(4)
                .put(new byte[] {'v', 'a', 'l', 0});
        for (int i = 0; i < samples; i++) {
            for (String name : leads) {
                SampledSignal signal = recording.lead(Lead.of(name));
                SampledSignal shown = signal == null ? recording.lead(Lead.I) : signal;
                bytes.putShort((short) Math.round(
                        1000 * java.util.Objects.requireNonNull(shown).millivolts()[i]));
            }
        }
        return bytes.array();
    }
}
