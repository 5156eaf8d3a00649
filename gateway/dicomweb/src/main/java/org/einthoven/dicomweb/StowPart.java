package org.einthoven.dicomweb;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomException;
import org.einthoven.dicom.DicomFile;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.DicomWriter;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.network.DimseStatus;
import org.einthoven.dicom.network.StorageHandler;
import org.einthoven.dicom.network.StoredObject;
import org.jspecify.annotations.Nullable;

/** Takes single parts of a store request: spools, reads through, hands on. */
final class StowPart {
    static final DimseStatus TOO_LONG =
            DimseStatus.OUT_OF_RESOURCES.because("the object is longer than this server accepts");
    /** Of the class A9xx (PS3.18 table I.2-2), which names no code of its own for this. */
    static final DimseStatus OTHER_STUDY =
            new DimseStatus(0xA901, "the object belongs to another study than the path says");

    private static final System.Logger LOGGER = System.getLogger(StowPart.class.getName());

    private final StowSettings settings;
    private final StorageHandler handler;
    private final StowRequest request;

    StowPart(StowSettings settings, StorageHandler handler, StowRequest request) {
        this.settings = settings;
        this.handler = handler;
        this.request = request;
    }

    /**
     * What became of a part.
     *
     * @param sopInstanceUid null where it could not be read
     */
    record Outcome(
            @Nullable String sopClassUid,
            @Nullable String sopInstanceUid,
            String studyUid,
            String seriesUid,
            DimseStatus status) {

        static Outcome unknown(DimseStatus status) {
            return new Outcome(null, null, "", "", status);
        }

        static Outcome of(DicomDataset dataset, DimseStatus status) {
            String sopClassUid = dataset.getString(Tag.SOPClassUID);
            return new Outcome(
                    UidText.isTolerable(sopClassUid) ? sopClassUid : null,
                    dataset.getString(Tag.SOPInstanceUID),
                    tolerable(dataset, Tag.StudyInstanceUID),
                    tolerable(dataset, Tag.SeriesInstanceUID),
                    status);
        }

        private static String tolerable(DicomDataset dataset, int tag) {
            String uid = dataset.getString(tag);
            return uid != null && UidText.isTolerable(uid) ? uid : "";
        }

        /** Where the object can be retrieved, or null. */
        @Nullable
        String url(StowSettings settings) {
            String base = settings.retrieveUrl();
            return base == null || status.isFailure() || studyUid.isEmpty() || seriesUid.isEmpty()
                    ? null
                    : base + "/studies/" + studyUid + "/series/" + seriesUid + "/instances/" + sopInstanceUid;
        }
    }

    /**
     * Takes one part.
     *
     * @throws IOException where the part does not come to its end; nothing of it is kept
     */
    Outcome receive(InputStream content) throws IOException {
        Outcome outcome = spool(content);
        if (!outcome.status().isSuccess()) {
            LOGGER.log(
                    outcome.status().isFailure() ? Level.WARNING : Level.INFO,
                    "an object in a store request, of class {0}: {1}",
                    Objects.requireNonNullElse(outcome.sopClassUid(), "unknown"),
                    outcome.status());
        }
        return outcome;
    }

    private Outcome spool(InputStream content) throws IOException {
        try (SpoolFile file = SpoolFile.createIn(settings.folder())) {
            file.write(content, settings.maximumObjectSize());
            return read(file);
        } catch (SpoolFile.SpoolException e) {
            LOGGER.log(Level.ERROR, "the folder for objects on their way cannot be written", e);
            return Outcome.unknown(DimseStatus.OUT_OF_RESOURCES.because("the spool folder cannot be written"));
        } catch (LimitedInput.TooLongException e) {
            return Outcome.unknown(TOO_LONG);
        }
    }

    /** Reads the whole object through, without holding its samples: one that was cut off before it was sent shows here. */
    private Outcome read(SpoolFile file) {
        DicomFile header;
        try {
            header = DicomReader.standard().readHeader(file.path());
        } catch (DicomException e) {
            LOGGER.log(Level.DEBUG, "a part is no DICOM object", e);
            return Outcome.unknown(DimseStatus.CANNOT_UNDERSTAND.because("no DICOM object, or a damaged one"));
        } catch (IOException e) {
            LOGGER.log(Level.ERROR, "an object on its way cannot be read again", e);
            return Outcome.unknown(DimseStatus.OUT_OF_RESOURCES.because("the spool folder cannot be read"));
        }
        if (!UidText.isTolerable(header.dataset().getString(Tag.SOPInstanceUID))) {
            return Outcome.unknown(DimseStatus.INVALID_INSTANCE);
        }
        return Outcome.of(header.dataset(), checked(file.path(), header));
    }

    private DimseStatus checked(Path file, DicomFile header) {
        String studyUid = request.studyUid();
        if (studyUid != null && !studyUid.equals(header.dataset().getString(Tag.StudyInstanceUID))) {
            return OTHER_STUDY;
        }
        String sopClassUid = header.dataset().getString(Tag.SOPClassUID);
        if (sopClassUid == null || !UidText.isTolerable(sopClassUid)) {
            return DimseStatus.CANNOT_UNDERSTAND.because("SOP Class UID is absent or not valid");
        }
        String refusal = handler.refusal();
        return refusal == null
                ? store(file, header, sopClassUid)
                : DimseStatus.OUT_OF_RESOURCES.because("nothing is taken for now");
    }

    private DimseStatus store(Path file, DicomFile header, String sopClassUid) {
        try {
            if (header.fileMeta().isEmpty()) {
                addFileMeta(file);
            }
            return handler.store(new StoredObject(
                    file,
                    sopClassUid,
                    header.dataset().getString(Tag.SOPInstanceUID, ""),
                    header.transferSyntax().uid(),
                    request.sender(),
                    settings.name(),
                    request.remoteAddress(),
                    Files.size(file)));
        } catch (DicomException e) {
            return DimseStatus.CANNOT_UNDERSTAND.because("no file meta information");
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "an object could not be stored", e);
            return DimseStatus.OUT_OF_RESOURCES;
        } catch (RuntimeException e) {
            LOGGER.log(Level.ERROR, "the storage handler failed", e);
            return DimseStatus.PROCESSING_FAILURE;
        }
    }

    /** A bare data set becomes the Part 10 file that handlers are promised; it is read whole for that, which only objects without their beginning cost. */
    private static void addFileMeta(Path file) throws IOException, DicomException {
        DicomFile object = DicomReader.standard().read(file);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            DicomWriter.standard().write(object, out);
        }
    }
}
