package org.einthoven.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecoder;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.SampledSignal;
import org.einthoven.ecg.delineation.Beat;
import org.einthoven.ecg.delineation.Delineator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The QRS complexes that people annotated, against those that are found, within 75 ms. The detector was developed on these very
 * records, so this guards what was reached and shows nothing of others.
 */
class AnnotatedRecordsTest {
    private static final Path RECORDS = Path.of("../../shared/ecg-data/cpsc2021_2lead_longitudinal");
    private static final double SAME_SECONDS = .075;
    private static final double EDGE_SECONDS = .1;

    @Test
    void findsTheAnnotatedComplexes() throws Exception {
        assumeTrue(Files.isDirectory(RECORDS), "the annotated records of cpsc2021 are not beside this checkout");
        int found = 0;
        int missed = 0;
        int tooMany = 0;
        for (Path header : headers()) {
            EcgRecording recording = EcgDecoder.standard().decode(header, DecodingOptions.DEFAULT);
            List<Double> beats = complexes(recording);
            for (double truth : annotated(header, recording.samplingRateHz())) {
                boolean counted = truth > EDGE_SECONDS && truth < recording.durationSeconds() - EDGE_SECONDS;
                boolean matched = removeNearest(beats, truth);
                found += counted && matched ? 1 : 0;
                missed += counted && !matched ? 1 : 0;
            }
            tooMany += (int) beats.stream()
                    .filter(b -> b > EDGE_SECONDS && b < recording.durationSeconds() - EDGE_SECONDS)
                    .count();
        }
        double sensitivity = (double) found / (found + missed);
        double predictivity = (double) found / (found + tooMany);
        System.out.printf(
                Locale.ROOT,
                "AnnotatedRecordsTest: cpsc2021 QRS %d, missed %d, too many %d: sensitivity %.2f %%, PPV %.2f %%%n",
                found,
                missed,
                tooMany,
                100 * sensitivity,
                100 * predictivity);
        assertThat(sensitivity).isGreaterThan(.995);
        assertThat(predictivity).isGreaterThan(.993);
    }

    @ParameterizedTest
    @ValueSource(doubles = {.5, 2})
    void realEcgsHaveTheSameWavesAtAnotherGain(double gain) throws Exception {
        assumeTrue(Files.isDirectory(RECORDS), "the annotated records of cpsc2021 are not beside this checkout");
        for (Path header : headers().subList(0, 4)) {
            EcgRecording recording = EcgDecoder.standard().decode(header, DecodingOptions.DEFAULT);
            assertThat(Delineator.delineate(amplified(recording, gain)))
                    .usingRecursiveComparison()
                    .withComparatorForType((a, b) -> Math.abs(a - b) < 1e-4 ? 0 : Double.compare(a, b), Double.class)
                    .as("%s", header.getFileName())
                    .isEqualTo(Delineator.delineate(recording));
        }
    }

    private static EcgRecording amplified(EcgRecording recording, double gain) {
        Map<Lead, SampledSignal> leads = new LinkedHashMap<>();
        recording
                .leads()
                .forEach((lead, signal) -> leads.put(
                        lead,
                        new SampledSignal(
                                signal.samplingRateHz(),
                                Arrays.stream(signal.millivolts())
                                        .map(value -> gain * value)
                                        .toArray())));
        return recording.withLeads(leads);
    }

    private static List<Path> headers() throws IOException {
        try (Stream<Path> files = Files.list(RECORDS)) {
            return files.filter(file -> file.toString().endsWith(".hea"))
                    .sorted()
                    .toList();
        }
    }

    private static List<Double> complexes(EcgRecording recording) {
        List<Double> seconds = new ArrayList<>();
        for (Beat beat : Delineator.delineate(recording).beats()) {
            seconds.add(beat.qrs() == null ? beat.seconds() : beat.qrs().peak());
        }
        return seconds;
    }

    private static boolean removeNearest(List<Double> beats, double truth) {
        int nearest = -1;
        for (int i = 0; i < beats.size(); i++) {
            double away = Math.abs(beats.get(i) - truth);
            if (away <= SAME_SECONDS && (nearest < 0 || away < Math.abs(beats.get(nearest) - truth))) {
                nearest = i;
            }
        }
        if (nearest >= 0) {
            beats.remove(nearest);
        }
        return nearest >= 0;
    }

    /** Codes of beats in an MIT annotation file, as WFDB's annot(5) has them. */
    private static final Set<Integer> BEATS = Set.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 25, 30, 34, 35, 38, 41);

    private static final int SKIP = 59;
    private static final int AUXILIARY = 63;

    private static List<Double> annotated(Path header, double rate) throws IOException {
        String name = header.toString().replaceFirst("\\.hea$", ".atr");
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(Path.of(name))).order(ByteOrder.LITTLE_ENDIAN);
        List<Double> seconds = new ArrayList<>();
        long sample = 0;
        while (bytes.remaining() >= 2) {
            int word = bytes.getShort() & 0xFFFF;
            int code = word >> 10;
            int low = word & 0x3FF;
            if (word == 0) {
                break;
            } else if (code == SKIP) {
                sample += ((long) bytes.getShort() << 16) | (bytes.getShort() & 0xFFFF);
            } else if (code == AUXILIARY) {
                bytes.position(bytes.position() + low + (low & 1));
            } else if (code < SKIP) {
                sample += low;
                if (BEATS.contains(code)) {
                    seconds.add(sample / rate);
                }
            }
        }
        return seconds;
    }
}
