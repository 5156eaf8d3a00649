package org.einthoven.app.archive;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.einthoven.app.configuration.ResultKind;
import org.einthoven.app.fhir.client.ReportDelivery;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.app.store.ObjectStore;
import org.einthoven.dicom.DicomFormatException;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.Tag;

/** Makes a report's objects ready to be sent to one archive. Used by many threads at once. */
public final class ObjectPreparation {
    private final Set<ResultKind> wanted;
    private final Path scratch;
    private final ObjectStore originals;

    /**
     * @param wanted what the archive is to have
     * @param scratch an existing folder for objects while they are sent
     * @param originals where the ECGs lie as they came in
     */
    public ObjectPreparation(Set<ResultKind> wanted, Path scratch, ObjectStore originals) {
        this.wanted = Set.copyOf(wanted);
        this.scratch = scratch;
        this.originals = originals;
    }

    /**
     * All that the archive is to have of the report.
     *
     * @throws NotSendableException when there is not all of it, and never will be
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
                    objects.add(result.getValue());
                }
            }
            return objects;
        } catch (IOException | RuntimeException e) {
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
            Path file = originals.find(original);
            if (DicomReader.standard().readHeader(file).dataset().contains(Tag.SOPInstanceUID)) {
                objects.lend(file);
            }
        } catch (NoSuchFileException e) {
            throw new NotSendableException("the original is not in the object store any more");
        } catch (DicomFormatException e) {
            // Another format.
        }
    }
}
