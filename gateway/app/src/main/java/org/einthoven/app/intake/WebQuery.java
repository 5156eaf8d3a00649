package org.einthoven.app.intake;

import java.io.IOException;
import java.util.Set;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomElement;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.network.MatchListener;
import org.einthoven.dicomweb.DicomWebClient;
import org.einthoven.dicomweb.DicomWebException;
import org.einthoven.dicomweb.RetrieveTarget;
import org.einthoven.dicomweb.SearchQuery;
import org.einthoven.dicomweb.SearchResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks by QIDO-RS, page by page (PS3.18 section 10.6). */
final class WebQuery implements ArchiveQuery {
    private static final Logger LOG = LoggerFactory.getLogger(WebQuery.class);
    private static final int MOST = 1_000_000;
    /** Orthanc takes the dot off the end of a path, and so knows no UID that ends in one. */
    private static final Set<Integer> NOT_THERE = Set.of(400, 404, 410);
    /** They stand in the address where they are known, and in each match anyway. */
    private static final Set<Integer> OF_THE_ADDRESS =
            Set.of(Tag.QueryRetrieveLevel, Tag.StudyInstanceUID, Tag.SeriesInstanceUID, Tag.SOPInstanceUID);

    private final DicomWebClient client;
    private final String name;

    /** @param name of the archive, for messages */
    WebQuery(DicomWebClient client, String name) {
        this.client = client;
        this.name = name;
    }

    @Override
    public Answer find(DicomDataset keys, MatchListener listener) throws IOException {
        try {
            SearchResult.End end =
                    client.search(query(keys), match -> !isAddressable(keys, match) || listener.match(match));
            return switch (end) {
                case COMPLETE -> new Answer(End.COMPLETE, "");
                case LIMIT, STOPPED -> new Answer(End.EARLY, name + " has more matches than are asked for at once");
                case INCOMPLETE ->
                    new Answer(End.EARLY, name + " may have more matches than it gives (QIDO-RS offset)");
            };
        } catch (DicomWebException e) {
            int status = e.httpStatus().orElse(0);
            boolean isOfOneStudy = !keys.getString(Tag.QueryRetrieveLevel, "").equals("STUDY");
            if (isOfOneStudy && status == 500) {
                return new Answer(End.FAILED, String.valueOf(e.getMessage()));
            }
            if (!isOfOneStudy || !NOT_THERE.contains(status)) {
                throw e;
            }
            LOG.warn("{} lists a study of which it knows nothing when it is asked: it is passed over", name);
            return new Answer(End.ABSENT, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the search was interrupted", e);
        }
    }

    private static SearchQuery query(DicomDataset keys) {
        SearchQuery query =
                switch (keys.getString(Tag.QueryRetrieveLevel, "")) {
                    case "STUDY" -> SearchQuery.studies();
                    case "SERIES" ->
                        SearchQuery.of(SearchQuery.Level.SERIES).within(keys.getString(Tag.StudyInstanceUID, ""), null);
                    default ->
                        SearchQuery.instances()
                                .within(
                                        keys.getString(Tag.StudyInstanceUID, ""),
                                        keys.getString(Tag.SeriesInstanceUID, ""));
                };
        for (DicomElement key : keys) {
            if (!OF_THE_ADDRESS.contains(key.tag())) {
                String value = keys.getString(key.tag(), "");
                query = value.isEmpty() ? query.include(key.tag()) : query.match(key.tag(), value);
            }
        }
        return query.withLimit(MOST);
    }

    /** What cannot be named in an address can neither be asked about nor fetched; the rest can. */
    private boolean isAddressable(DicomDataset keys, DicomDataset match) {
        try {
            require(keys, match);
            return true;
        } catch (IllegalArgumentException e) {
            LOG.warn(
                    "{} lists a study, series or object under a UID that can stand in no address: it is passed over",
                    name);
            return false;
        }
    }

    /** A match need not repeat the UIDs of its address (PS3.18 section 10.6.3.3). */
    private static void require(DicomDataset keys, DicomDataset match) {
        String study = keys.getString(Tag.StudyInstanceUID, "");
        switch (keys.getString(Tag.QueryRetrieveLevel, "")) {
            case "STUDY" -> RetrieveTarget.study(match.getString(Tag.StudyInstanceUID, ""));
            case "SERIES" -> RetrieveTarget.series(study, match.getString(Tag.SeriesInstanceUID, ""));
            default ->
                RetrieveTarget.instance(
                        study, keys.getString(Tag.SeriesInstanceUID, ""), match.getString(Tag.SOPInstanceUID, ""));
        }
    }

    @Override
    public void close() {}
}
