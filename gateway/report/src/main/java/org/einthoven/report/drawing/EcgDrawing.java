package org.einthoven.report.drawing;

import org.einthoven.ecg.EcgRecording;

/**
 * An ECG as on paper: A4 landscape, 25 mm/s, 10 mm/mV, on its millimetre grid. Twelve leads stand in 3 rows × 4
 * columns of 2.5 s above a rhythm strip of lead II; other recordings have one row a lead and 10 s a row.
 */
public final class EcgDrawing {
    private EcgDrawing() {}

    public static EcgDrawing of(EcgRecording recording, DrawingOptions options) {
        throw new UnsupportedOperationException("not yet drawn: " + recording.format() + options.maximumPages());
    }

    /** One SVG document in millimetres, the pages one below the other. */
    public String svg() {
        throw new UnsupportedOperationException();
    }

    /** A vector PDF, one A4 landscape page a page. The same drawing gives the same bytes. */
    public byte[] pdf() {
        throw new UnsupportedOperationException();
    }

    /** A PNG of 150 dots an inch. */
    public byte[] png() {
        return png(150);
    }

    /** A PNG of so many dots an inch (36 to 600), the pages one below the other. Needs no fonts of the machine. */
    public byte[] png(int dotsPerInch) {
        throw new UnsupportedOperationException("" + dotsPerInch);
    }
}
