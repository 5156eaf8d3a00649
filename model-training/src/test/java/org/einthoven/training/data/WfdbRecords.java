package org.einthoven.training.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** Writes records as the challenges have them: header with diagnoses, and MATLAB 4 matrix of 16-bit samples. */
public final class WfdbRecords {
    private static final int HEADER = 24;

    private WfdbRecords() {}

    /** A record of beats at 75/min with some noise, at 500 Hz. */
    public static void write(Path folder, String name, List<String> leads, int seconds, String diagnoses)
            throws IOException {
        Files.createDirectories(folder);
        int samples = seconds * 500;
        StringBuilder header = new StringBuilder("%s %d 500 %d\n".formatted(name, leads.size(), samples));
        leads.forEach(lead -> header.append("%s.mat 16+24 1000/mV 16 0 0 0 0 %s\n".formatted(name, lead)));
        header.append("#Age: 50\n#Sex: Female\n#Dx: ").append(diagnoses).append('\n');
        Files.writeString(folder.resolve(name + ".hea"), header);
        Files.write(folder.resolve(name + ".mat"), matrix(leads.size(), samples, name.hashCode()));
    }

    private static byte[] matrix(int leads, int samples, long seed) {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + 2 * leads * samples).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(30).putInt(leads).putInt(samples).putInt(0).putInt(4).put(new byte[] {'v', 'a', 'l', 0});
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < samples; i++) {
            double beat = Math.exp(-Math.pow((i % 400 - 200) / 10.0, 2));
            for (int lead = 0; lead < leads; lead++) {
                bytes.putShort((short) Math.round(1000 * beat / (1 + lead % 3) + random.nextInt(-20, 20)));
            }
        }
        return bytes.array();
    }
}
