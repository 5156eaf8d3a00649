package org.einthoven.codecs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.einthoven.codecs.aecg.AecgFormat;
import org.einthoven.codecs.dicom.DicomFormat;
import org.einthoven.codecs.edf.EdfFormat;
import org.einthoven.codecs.fhir.FhirFormat;
import org.einthoven.codecs.muse.MuseFormat;
import org.einthoven.codecs.philips.PhilipsFormat;
import org.einthoven.codecs.scp.ScpFormat;
import org.einthoven.codecs.wfdb.WfdbFormat;
import org.einthoven.ecg.EcgRecording;

/**
 * Reads an ECG from a file of any known format. The format is recognised by content; names and extensions count for
 * nothing. Safe for use by many threads at once.
 */
public final class EcgDecoder {
    private static final EcgDecoder STANDARD = new EcgDecoder(List.of(
            new DicomFormat(),
            new FhirFormat(),
            new AecgFormat(),
            new ScpFormat(),
            new MuseFormat(),
            new PhilipsFormat(),
            new EdfFormat(),
            new WfdbFormat()));

    private final List<EcgFormat> formats;

    /** A decoder of the given formats, asked in that order. */
    public EcgDecoder(List<EcgFormat> formats) {
        this.formats = List.copyOf(formats);
    }

    /** All formats that the gateway reads. */
    public static EcgDecoder standard() {
        return STANDARD;
    }

    /**
     * Decodes the one ECG in a file. A WFDB record is named by its header or by one of its signal files.
     *
     * @throws EcgDecodingException when no format recognises the content, or the one that does cannot read it; the
     *     message is one sentence without patient data
     * @throws IOException when the file itself cannot be read
     */
    public EcgRecording decode(Path file, DecodingOptions options) throws EcgDecodingException, IOException {
        EcgSource source = EcgSource.open(file);
        Optional<EcgFormat> format = recognise(source);
        if (format.isEmpty()) {
            throw new EcgDecodingException("not an ECG in a known format (" + names() + "): it looks like "
                    + ContentAppearance.describe(source));
        }
        return format.get().decode(source, options);
    }

    /** The name of the format that recognises the file, whether or not it can be decoded. */
    public Optional<String> formatOf(Path file) throws EcgDecodingException, IOException {
        return recognise(EcgSource.open(file)).map(EcgFormat::name);
    }

    private Optional<EcgFormat> recognise(EcgSource source) throws IOException {
        for (EcgFormat format : formats) {
            if (format.recognises(source)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    private String names() {
        return formats.stream().map(EcgFormat::name).collect(Collectors.joining(", "));
    }
}
