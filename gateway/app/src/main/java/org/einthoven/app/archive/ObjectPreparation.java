package org.einthoven.app.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.einthoven.app.configuration.ResultKind;
import org.einthoven.app.fhir.client.ReportDelivery;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.app.store.ObjectStore;
import org.einthoven.dicom.DicomException;
import org.einthoven.dicom.DicomFile;
import org.einthoven.dicom.DicomFormatException;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.DicomWriter;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.TransferSyntax;
import org.einthoven.dicom.deidentify.Deidentifier;
import org.jspecify.annotations.Nullable;

/** Makes a report's objects ready to be sent to one archive. Used by many threads at once. */
public final class ObjectPreparation {
    private final Set<ResultKind> wanted;
    private final @Nullable Deidentifier deidentifier;
    private final Path scratch;
    private final ObjectStore originals;

    /**
     * @param wanted what the archive is to have
     * @param deidentifier through which all that leaves goes; null for objects as they are
     * @param scratch an existing folder for objects while they are sent
     * @param originals where the ECGs lie as they came in
     */
    public ObjectPreparation(
            Set<ResultKind> wanted, @Nullable Deidentifier deidentifier, Path scratch, ObjectStore originals) {
        this.wanted = Set.copyOf(wanted);
        this.deidentifier = deidentifier;
        this.scratch = scratch;
        this.originals = originals;
    }

    /**
     * All that the archive is to have of the report.
     *
     * @throws NotSendableException when there is not all of it, or it may not leave, and never will
     * @throws IOException when it cannot be had now
     */
    PreparedObjects prepare(ReportDelivery delivery) throws NotSendableException, IOException {
        Map<ResultKind, byte[]> results = results(delivery);
        PreparedObjects objects = new PreparedObjects(scratch);
        try {
            if (wanted.contains(ResultKind.ORIGINAL)) {
                addOriginal(objects, delivery);
            }
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

    private Map<ResultKind, byte[]> results(ReportDelivery delivery) throws NotSendableException, IOException {
        Set<ResultKind> made = EnumSet.copyOf(wanted);
        made.remove(ResultKind.ORIGINAL);
        if (made.isEmpty()) {
            return Map.of();
        }
        byte[] packed = delivery.results()
                .orElseThrow(() -> new NotSendableException(
                        "the report was made before an archive was to have it; the ECG must be read again"));
        Map<ResultKind, byte[]> results = ResultObjects.unpack(packed);
        if (!results.keySet().containsAll(made)) {
            throw new NotSendableException(
                    "the report was made before the archive was to have all of this; the ECG must be read again");
        }
        return results;
    }

    /** An ECG that came as something else than a DICOM object has none that an archive could take. */
    private void addOriginal(PreparedObjects objects, ReportDelivery delivery)
            throws NotSendableException, IOException {
        ObjectHash original = delivery.original();
        if (original == null) {
            return;
        }
        try {
            Path file = originals.findSound(original);
            DicomFile head = DicomReader.standard().readHeader(file);
            if (!head.dataset().contains(Tag.SOPInstanceUID)) {
                return;
            }
            if (deidentifier == null && !head.fileMeta().isEmpty()) {
                objects.lend(file);
            } else {
                objects.add(leaving(part10(file)));
            }
        } catch (NoSuchFileException e) {
            throw new NotSendableException("the original is not in the object store any more");
        } catch (DicomFormatException e) {
            // Another format.
        }
    }

    /** A bare data set, as some carts write it, becomes a file. */
    private static byte[] part10(Path file) throws IOException, DicomFormatException {
        DicomFile whole = DicomReader.standard().read(file);
        return whole.fileMeta().isEmpty()
                ? DicomWriter.standard().toBytes(DicomFile.of(whole.dataset()), TransferSyntax.EXPLICIT_LITTLE_ENDIAN)
                : Files.readAllBytes(file);
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
