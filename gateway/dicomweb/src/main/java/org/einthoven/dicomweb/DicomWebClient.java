package org.einthoven.dicomweb;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomFile;
import org.einthoven.dicom.DicomWriter;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.TransferSyntax;

/**
 * A DICOMweb server as a source and a destination: search (QIDO-RS), retrieve (WADO-RS), store (STOW-RS), all of PS3.18 section 10. Safe for use by several threads.
 *
 * <p>Whatever the server does wrong ends in a {@link DicomWebException}; any other {@link IOException} is of this machine's disk or of the visitor.
 */
public final class DicomWebClient {
    private final HttpTransport transport;
    private final AnswerSizes sizes = new AnswerSizes();

    public DicomWebClient(DicomWebSettings settings) {
        this.transport = new HttpTransport(settings);
    }

    /** Asks for one study, to see whether the server is there and lets us in. */
    public void verify() throws IOException, InterruptedException {
        search(SearchQuery.studies().withLimit(1), match -> false);
    }

    /** Searches and holds all matches in memory. */
    public SearchResult search(SearchQuery query) throws IOException, InterruptedException {
        List<DicomDataset> matches = new ArrayList<>();
        SearchResult.End end = search(query, matches::add);
        return new SearchResult(matches, end);
    }

    /** Searches and hands each match on while further pages are still to come; tells why there are no more. */
    public SearchResult.End search(SearchQuery query, SearchVisitor visitor) throws IOException, InterruptedException {
        return new Search(transport, query, visitor, sizes).run();
    }

    /** Whether a search finds an object; {@link IllegalArgumentException} where a UID of it can stand in no address. */
    private boolean holds(String studyUid, String seriesUid, String sopInstanceUid)
            throws IOException, InterruptedException {
        SearchQuery query = SearchQuery.instances()
                .within(studyUid, seriesUid)
                .match(Tag.SOPInstanceUID, UidText.require("sopInstanceUid", sopInstanceUid));
        return search(query, match -> !sopInstanceUid.equals(match.getString(Tag.SOPInstanceUID)))
                == SearchResult.End.STOPPED;
    }

    /**
     * Retrieves objects as they lie on the server, each streamed into a file. Where the connection breaks off, the objects before that were handed on, and none in part.
     *
     * @param folder for the files
     */
    public RetrievalResult retrieve(RetrieveTarget target, Path folder, ObjectVisitor visitor)
            throws IOException, InterruptedException {
        return new Retrieval(transport, target, folder, visitor).run();
    }

    /** Retrieves metadata, without the values that they name as bulk data. */
    public List<DicomMetadata> metadata(RetrieveTarget target) throws IOException, InterruptedException {
        return new MetadataRetrieval(transport, target).metadata();
    }

    /**
     * Retrieves objects as metadata and bulk data and puts them together in memory: for servers that give no application/dicom. Numbers that are text in DICOM (DS, IS) may have
     * been rewritten by the server on the way.
     */
    public RetrievalResult retrieveMetadata(RetrieveTarget target, DatasetVisitor visitor)
            throws IOException, InterruptedException {
        MetadataRetrieval retrieval = new MetadataRetrieval(transport, target);
        int objects = 0;
        for (DicomMetadata metadata : retrieval.metadata()) {
            retrieval.complete(metadata);
            objects++;
            visitor.visit(metadata.dataset());
        }
        return new RetrievalResult(objects, retrieval.isComplete());
    }

    /** As {@link #retrieveMetadata}, each object written as a Part 10 file in Explicit VR Little Endian. */
    public RetrievalResult retrieveMetadata(RetrieveTarget target, Path folder, ObjectVisitor visitor)
            throws IOException, InterruptedException {
        return retrieveMetadata(target, dataset -> write(dataset, folder, visitor));
    }

    private void write(DicomDataset dataset, Path folder, ObjectVisitor visitor) throws IOException {
        if (dataset.getString(Tag.SOPClassUID) == null || dataset.getString(Tag.SOPInstanceUID) == null) {
            throw new DicomWebException(
                    transport.shown("the retrieval of metadata (WADO-RS)") + " gave an object without its UIDs",
                    false,
                    null);
        }
        try (SpoolFile file = SpoolFile.createIn(folder)) {
            try (OutputStream out = Files.newOutputStream(file.path())) {
                DicomWriter.standard().write(DicomFile.of(dataset), TransferSyntax.EXPLICIT_LITTLE_ENDIAN, out);
            }
            visitor.visit(file.path());
        }
    }

    /** Stores files in one request, streamed from the disk; see {@link #store(List, String)}. */
    public StoreResult store(List<Path> files) throws IOException, InterruptedException {
        return new Sending(transport, null, this::holds).send(files);
    }

    /**
     * Stores files that belong to one study, in one request; in several where the server finds that too much. Stored is what the answer names so; where it is empty, what a search
     * finds.
     *
     * @return what became of each. A request that failed as a whole is a {@link DicomWebException}
     */
    public StoreResult store(List<Path> files, String studyUid) throws IOException, InterruptedException {
        return new Sending(transport, studyUid, this::holds).send(files);
    }
}
