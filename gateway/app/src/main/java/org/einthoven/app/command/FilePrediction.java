package org.einthoven.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecoder;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Encoder;
import org.einthoven.ecg.EncoderException;
import org.einthoven.ecg.Inference;
import org.einthoven.ecg.ModelCard;
import org.einthoven.ecg.Normalisation;
import org.einthoven.ecg.Normaliser;
import org.einthoven.ecg.QualityReport;
import org.einthoven.ecg.analysis.EcgAnalysis;
import org.jspecify.annotations.Nullable;

/**
 * What became of one file.
 *
 * @param reason empty when it was analysed; else why not, without patient data
 * @param analysis null where the file could not be read
 * @param quality what limits the ECG's use; none where the file could not be read
 */
record FilePrediction(
        Path file,
        Status status,
        String reason,
        ModelCard model,
        @Nullable Inference inference,
        @Nullable EcgAnalysis analysis,
        QualityReport quality) {
    /** As it stands in the table. */
    enum Status {
        OK("ok"),
        NOT_ANALYSED("not-analysed"),
        REJECTED("rejected");

        private final String word;

        Status(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** Reads files with one encoder; never fails. */
    static final class Reader {
        private final Encoder encoder;
        private final Normaliser normaliser = new Normaliser();

        Reader(Encoder encoder) {
            this.encoder = encoder;
        }

        FilePrediction read(Path file) throws InterruptedException {
            if (!Files.isRegularFile(file)) {
                return without(file, Status.REJECTED, Files.exists(file) ? "is no file" : "does not exist");
            }
            EcgAnalysis analysis = null;
            QualityReport quality = QualityReport.CLEAN;
            try {
                EcgRecording recording = EcgDecoder.standard().decode(file, DecodingOptions.DEFAULT);
                analysis = EcgAnalysis.of(recording);
                Normalisation ecg = normaliser.normalise(recording, analysis.quality());
                quality = ecg.quality();
                String reason = quality.reasonNotAnalysed().orElse("");
                return reason.isEmpty()
                        ? with(file, Status.OK, "", encoder.infer(ecg.windows()), analysis, quality)
                        : with(file, Status.NOT_ANALYSED, reason, null, analysis, quality);
            } catch (EcgDecodingException e) {
                return without(file, Status.REJECTED, String.valueOf(e.getMessage()));
            } catch (IOException e) {
                return without(file, Status.REJECTED, InputFiles.reason(e));
            } catch (EncoderException e) {
                return with(file, Status.NOT_ANALYSED, String.valueOf(e.getMessage()), null, analysis, quality);
            } catch (RuntimeException e) {
                // A fault of the program must not take the other files' rows with it.
                return without(
                        file, Status.REJECTED, "internal error: " + e.getClass().getSimpleName());
            }
        }

        private FilePrediction with(
                Path file,
                Status status,
                String reason,
                @Nullable Inference inference,
                @Nullable EcgAnalysis analysis,
                QualityReport quality) {
            return new FilePrediction(file, status, reason, encoder.model(), inference, analysis, quality);
        }

        private FilePrediction without(Path file, Status status, String reason) {
            return with(file, status, reason, null, null, QualityReport.CLEAN);
        }
    }
}
