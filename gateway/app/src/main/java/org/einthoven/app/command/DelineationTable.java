package org.einthoven.app.command;

import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.Wave;
import org.einthoven.ecg.delineation.Beat;
import org.einthoven.ecg.delineation.LeadDelineation;
import org.jspecify.annotations.Nullable;

/**
 * The table that {@code delineate} writes: file, lead, wave, onset, peak, offset. Positions are samples of the file, the first
 * one is 0. A wave that the recording cuts has no row; a QRS complex whose bounds cannot be told has its peak alone.
 */
final class DelineationTable implements Closeable {
    private static final String ALL_LEADS = "all";

    private final CSVPrinter csv;

    DelineationTable(Writer writer) throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setRecordSeparator("\n")
                .setHeader("file", "lead", "wave", "onset", "peak", "offset")
                .get();
        csv = new CSVPrinter(writer, format);
    }

    void add(Path file, EcgRecording recording, LeadDelineation found) throws IOException {
        Rows all = new Rows(file, ALL_LEADS, recording);
        for (Beat beat : found.together().beats()) {
            all.add(beat);
            if (beat.qrs() == null) {
                all.addPeak(beat.seconds());
            }
        }
        for (Map.Entry<Lead, List<Beat>> lead : found.leads().entrySet()) {
            Rows rows = new Rows(file, lead.getKey().name(), recording);
            for (Beat beat : lead.getValue()) {
                rows.add(beat);
            }
        }
    }

    @Override
    public void close() throws IOException {
        csv.close(true);
    }

    /** The rows of one lead of one file. */
    private final class Rows {
        private final Path file;
        private final String lead;
        private final double rate;
        private final int last;

        Rows(Path file, String lead, EcgRecording recording) {
            this.file = file;
            this.lead = lead;
            this.rate = recording.samplingRateHz();
            this.last = recording.length() - 1;
        }

        void add(Beat beat) throws IOException {
            add(beat.p());
            add(beat.qrs());
            add(beat.t());
        }

        void addPeak(double seconds) throws IOException {
            csv.printRecord(file, lead, Wave.Kind.QRS, "", sample(seconds), "");
        }

        private void add(@Nullable Wave wave) throws IOException {
            if (wave != null && sample(wave.onset()) >= 0 && sample(wave.offset()) <= last) {
                csv.printRecord(
                        file, lead, wave.kind(), sample(wave.onset()), sample(wave.peak()), sample(wave.offset()));
            }
        }

        private long sample(double seconds) {
            return Math.round(seconds * rate);
        }
    }
}
