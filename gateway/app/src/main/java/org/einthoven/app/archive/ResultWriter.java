package org.einthoven.app.archive;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.einthoven.app.configuration.ResultKind;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.app.store.ObjectStore;
import org.einthoven.dicom.DicomFile;
import org.einthoven.dicom.DicomFormatException;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.DicomWriter;
import org.einthoven.ecg.EcgReport;
import org.einthoven.report.dicom.DicomReport;
import org.einthoven.report.dicom.SourceObject;
import org.jspecify.annotations.Nullable;

/** Writes reports as the DICOM objects that the configured archives want. */
public final class ResultWriter {
    private static final String DICOM = "DICOM";

    private final DicomReport reports;
    private final ObjectStore objects;
    private final Set<ResultKind> wanted;

    /** @param wanted none where no archive is a destination */
    public ResultWriter(DicomReport reports, ObjectStore objects, Set<ResultKind> wanted) {
        this.reports = Objects.requireNonNull(reports);
        this.objects = Objects.requireNonNull(objects);
        this.wanted =
                wanted.stream().filter(kind -> kind != ResultKind.ORIGINAL).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The report as objects, packed; empty where none is wanted.
     *
     * @param original of which the report was made: its study is the results'
     * @param supersedes the id of an older model's report; null for none
     * @throws IOException when the original cannot be read now
     */
    public byte[] write(EcgReport report, ObjectHash original, @Nullable String supersedes) throws IOException {
        if (wanted.isEmpty()) {
            return new byte[0];
        }
        SourceObject source = source(report, original);
        Map<ResultKind, byte[]> written = new EnumMap<>(ResultKind.class);
        for (ResultKind kind : wanted) {
            DicomFile file =
                    switch (kind) {
                        case SR ->
                            reports.structuredReport(
                                    report, source, supersedes == null ? null : UUID.fromString(supersedes));
                        case ORIGINAL -> throw new IllegalStateException("nobody writes the original");
                        case PDF -> reports.encapsulatedPdf(report, source);
                    };
            written.put(kind, DicomWriter.standard().toBytes(file, file.transferSyntax()));
        }
        return ResultObjects.pack(written);
    }

    private @Nullable SourceObject source(EcgReport report, ObjectHash original) throws IOException {
        if (!DICOM.equals(report.recording().format())) {
            return null;
        }
        try {
            return SourceObject.of(
                    DicomReader.standard().readHeader(objects.find(original)).dataset());
        } catch (DicomFormatException e) {
            throw new IOException("the original cannot be read any more: " + e.getMessage(), e);
        }
    }
}
