package org.einthoven.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecoder;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.ecg.Encoder;
import org.einthoven.ecg.EncoderException;
import org.einthoven.ecg.Inference;
import org.einthoven.ecg.ModelCard;
import org.einthoven.ecg.Normalisation;
import org.einthoven.ecg.Normaliser;
import org.jspecify.annotations.Nullable;

/**
 * What became of one file.
 *
 * @param reason empty when it was analysed; else why not, without patient data
 */
record FilePrediction(
        Path file,
        Status status,
        String reason,
        ModelCard model,
        @Nullable Inference inference) {
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
            try {
                return analyse(file, normaliser.normalise(EcgDecoder.standard().decode(file, DecodingOptions.DEFAULT)));
            } catch (EcgDecodingException e) {
                return without(file, Status.REJECTED, String.valueOf(e.getMessage()));
            } catch (IOException e) {
                return without(file, Status.REJECTED, InputFiles.reason(e));
            } catch (EncoderException e) {
                return without(file, Status.NOT_ANALYSED, String.valueOf(e.getMessage()));
            } catch (RuntimeException e) {
                // A fault of the program must not take the other files' rows with it.
                return without(
                        file, Status.REJECTED, "internal error: " + e.getClass().getSimpleName());
            }
        }

        private FilePrediction analyse(Path file, Normalisation ecg) throws EncoderException, InterruptedException {
            String reason = ecg.quality().reasonNotAnalysed().orElse("");
            if (!reason.isEmpty()) {
                return without(file, Status.NOT_ANALYSED, reason);
            }
            return new FilePrediction(file, Status.OK, "", encoder.model(), encoder.infer(ecg.windows()));
        }

        private FilePrediction without(Path file, Status status, String reason) {
            return new FilePrediction(file, status, reason, encoder.model(), null);
        }
    }
}
