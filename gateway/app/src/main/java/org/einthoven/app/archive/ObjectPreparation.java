package org.einthoven.app.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.einthoven.app.configuration.ResultKind;
import org.einthoven.app.fhir.client.ReportDelivery;
import org.einthoven.dicom.DicomException;
import org.einthoven.dicom.DicomFile;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.DicomWriter;
import org.einthoven.dicom.deidentify.Deidentifier;
import org.jspecify.annotations.Nullable;

/** Makes a report's objects ready to be sent to one archive. Used by many threads at once. */
public final class ObjectPreparation {
    private final Set<ResultKind> wanted;
    private final @Nullable Deidentifier deidentifier;
    private final Path scratch;

    /**
     * @param wanted what the archive is to have
     * @param deidentifier through which all that leaves goes; null for objects as they are
     * @param scratch an existing folder for objects while they are sent
     */
    public ObjectPreparation(Set<ResultKind> wanted, @Nullable Deidentifier deidentifier, Path scratch) {
        this.wanted = Set.copyOf(wanted);
        this.deidentifier = deidentifier;
        this.scratch = scratch;
    }

    /**
     * All that the archive is to have of the report.
     *
     * @throws NotSendableException when there is not all of it, or it may not leave, and never will
     * @throws IOException when it cannot be had now
     */
    PreparedObjects prepare(ReportDelivery delivery) throws NotSendableException, IOException {
        byte[] packed = delivery.results()
                .orElseThrow(() -> new NotSendableException(
                        "the report was made before an archive was to have it; the ECG must be read again"));
        Map<ResultKind, byte[]> results = ResultObjects.unpack(packed);
        if (!results.keySet().containsAll(wanted)) {
            throw new NotSendableException(
                    "the report was made before the archive was to have all of this;" + " the ECG must be read again");
        }
        PreparedObjects objects = new PreparedObjects(scratch);
        try {
            for (Map.Entry<ResultKind, byte[]> result : results.entrySet()) {
                if (wanted.contains(result.getKey())) {
                    objects.add(leaving(result.getValue()));
                }
            }
            return objects;
        } catch (NotSendableException | IOException | RuntimeException e) {
            objects.close();
            throw e;
        }
    }

    /** A Part 10 file as it may leave. */
    private byte[] leaving(byte[] object) throws NotSendableException, IOException {
        if (deidentifier == null) {
            return object;
        }
        try {
            DicomFile cleaned = deidentifier.deidentify(DicomReader.standard().read(object));
            return DicomWriter.standard().toBytes(cleaned, cleaned.transferSyntax());
        } catch (DicomException e) {
            throw new NotSendableException("nothing was sent, as an object cannot be de-identified: " + e.getMessage());
        }
    }
}
