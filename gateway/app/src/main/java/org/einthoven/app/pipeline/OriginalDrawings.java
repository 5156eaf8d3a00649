package org.einthoven.app.pipeline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.fhir.DrawingSource;
import org.einthoven.app.ledger.EcgFilter;
import org.einthoven.app.ledger.Ledger;
import org.einthoven.app.ledger.LedgerEntry;
import org.einthoven.app.store.ObjectStore;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecoder;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.analysis.EcgAnalysis;
import org.einthoven.report.drawing.DrawingOptions;
import org.einthoven.report.drawing.EcgDrawing;

/** Draws the ECG behind a report from the original in the object store. */
public final class OriginalDrawings implements DrawingSource {
    private static final double LONGEST_MARKED_SECONDS = 300;

    private final ObjectStore objects;
    private final Ledger ledger;
    private final EcgDecoder decoder;
    private final GatewayConfiguration configuration;

    public OriginalDrawings(
            ObjectStore objects, Ledger ledger, EcgDecoder decoder, GatewayConfiguration configuration) {
        this.objects = objects;
        this.ledger = ledger;
        this.decoder = decoder;
        this.configuration = configuration;
    }

    @Override
    public Optional<byte[]> draw(String reportId, Format format) throws IOException {
        Optional<LedgerEntry> entry =
                ledger.search().list(EcgFilter.of(reportId), 0, 1).stream().findFirst();
        return entry.isEmpty() ? Optional.empty() : Optional.of(draw(entry.get(), format));
    }

    /** With what was found in it, as the report's values rest on that; whoever asks for a drawing does not wait for hours of beats. */
    private static DrawingOptions options(EcgRecording recording) {
        if (recording.durationSeconds() > LONGEST_MARKED_SECONDS) {
            return DrawingOptions.PLAIN;
        }
        EcgAnalysis analysis = EcgAnalysis.of(recording);
        return DrawingOptions.PLAIN.withBeats(analysis.delineation().beats()).withQuality(analysis.quality());
    }

    private byte[] draw(LedgerEntry entry, Format format) throws IOException {
        DecodingOptions options = DecodingOptions.DEFAULT.withTimeZone(configuration.timeZoneOf(entry.sender()));
        EcgRecording recording;
        try {
            recording = decoder.decode(objects.find(entry.object()), options);
        } catch (EcgDecodingException e) {
            throw new IOException(e.getMessage(), e);
        }
        EcgDrawing drawing = EcgDrawing.of(recording, options(recording));
        return switch (format) {
            case SVG -> drawing.svg().getBytes(StandardCharsets.UTF_8);
            case PNG -> drawing.png();
            case PDF -> drawing.pdf();
        };
    }
}
