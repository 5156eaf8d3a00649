package org.einthoven.codecs.edf;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes small EDF files by the specification, to test what reads them. */
final class EdfWriter {
    private final Map<Integer, String> fixed = new TreeMap<>();
    private final List<List<String>> signals = new ArrayList<>();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private int records;
    private int annotationSamples;

    EdfWriter(String kind, double seconds) {
        header(0, 8, "0");
        header(8, 80, "MCH-0234567 F 02-MAY-1951 Eva_Muster");
        header(88, 80, "Startdate 02-MAR-2002 EMG561 BK/JOP Telemetry_03");
        header(168, 8, "02.03.02");
        header(176, 8, "22.23.24");
        header(192, 44, kind);
        header(244, 8, String.valueOf(seconds));
    }

    EdfWriter header(int at, int length, String text) {
        fixed.put(at, padded(text, length));
        return this;
    }

    EdfWriter signal(String label, String unit, double pmin, double pmax, int dmin, int dmax, int samples) {
        signals.add(List.of(
                padded(label, 16),
                padded("", 80),
                padded(unit, 8),
                padded(String.valueOf(pmin), 8),
                padded(String.valueOf(pmax), 8),
                padded(String.valueOf(dmin), 8),
                padded(String.valueOf(dmax), 8),
                padded("", 80),
                padded(String.valueOf(samples), 8),
                padded("", 32)));
        return this;
    }

    EdfWriter annotations(int samples) {
        annotationSamples = samples;
        return signal("EDF Annotations", "", -1, 1, -32768, 32767, samples);
    }

    /** @param annotation of the last signal; null where there is no such */
    EdfWriter record(@Nullable String annotation, int... samples) {
        for (int sample : samples) {
            data.write(sample);
            data.write(sample >> 8);
        }
        if (annotation != null) {
            data.writeBytes(Arrays.copyOf(annotation.getBytes(StandardCharsets.UTF_8), 2 * annotationSamples));
        }
        records++;
        return this;
    }

    byte[] bytes() {
        fixed.putIfAbsent(184, padded(String.valueOf(256 * (1 + signals.size())), 8));
        fixed.putIfAbsent(236, padded(String.valueOf(records), 8));
        fixed.putIfAbsent(252, padded(String.valueOf(signals.size()), 4));
        StringBuilder header = new StringBuilder();
        fixed.values().forEach(header::append);
        for (int field = 0; field < signals.get(0).size(); field++) {
            for (List<String> signal : signals) {
                header.append(signal.get(field));
            }
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(header.toString().getBytes(StandardCharsets.ISO_8859_1));
        file.writeBytes(data.toByteArray());
        return file.toByteArray();
    }

    private static String padded(String text, int length) {
        return (text + " ".repeat(length)).substring(0, length);
    }
}
