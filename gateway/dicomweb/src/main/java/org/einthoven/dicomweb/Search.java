package org.einthoven.dicomweb;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.einthoven.dicom.ContentHash;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomFormatException;
import org.einthoven.dicom.Tag;
import org.einthoven.dicomweb.SearchResult.End;
import org.jspecify.annotations.Nullable;

/**
 * One search, page by page, until a page brings nothing new (PS3.18 section 8.3.4.4).
 *
 * <p>A server's own maximum may be below the page size and need not be told, so that a short page is no end. A server that ignores the offset gives the same page again, which is
 * told from the end by its length: it was asked for fewer than it has, or it gave all at once.
 */
final class Search {
    private static final System.Logger LOGGER = System.getLogger(Search.class.getName());
    private static final String SERVICE = "the search (QIDO-RS)";
    private static final int SMALLEST_PAGE = 10;

    private final HttpTransport transport;
    private final SearchQuery query;
    private final SearchVisitor visitor;
    private final DicomJsonReader reader;
    private final Set<String> seen = new HashSet<>();
    private int pageSize;
    /** Whether the first page held just as many as were asked for. */
    private boolean firstPageFull;

    private boolean warned;

    Search(HttpTransport transport, SearchQuery query, SearchVisitor visitor) {
        this.transport = transport;
        this.query = query;
        this.visitor = visitor;
        this.pageSize = Math.min(query.pageSize(), query.limit());
        this.reader = new DicomJsonReader(transport.settings().answerLimits());
    }

    End run() throws IOException, InterruptedException {
        int offset = 0;
        while (true) {
            List<DicomMetadata> page = page(offset);
            if (page == null) {
                pageSize = Math.max(SMALLEST_PAGE, pageSize / 2);
                continue;
            }
            if (offset == 0) {
                firstPageFull = page.size() == pageSize;
            }
            int before = seen.size();
            End end = visit(page);
            if (end != null) {
                return end;
            }
            if (seen.size() == before) {
                return page.isEmpty() || !firstPageFull ? End.COMPLETE : End.NOT_PAGED;
            }
            offset += page.size();
        }
    }

    /** Why the search ends within this page, or null where it goes on. */
    private @Nullable End visit(List<DicomMetadata> page) throws IOException {
        for (DicomMetadata match : page) {
            DicomDataset dataset = match.dataset();
            if (seen.contains(identity(dataset))) {
                continue;
            }
            if (seen.size() >= query.limit()) {
                return End.LIMIT;
            }
            seen.add(identity(dataset));
            if (!visitor.visit(dataset)) {
                return End.STOPPED;
            }
        }
        return null;
    }

    private static String identity(DicomDataset match) {
        String uids = match.getString(Tag.StudyInstanceUID, "") + "/" + match.getString(Tag.SeriesInstanceUID, "") + "/"
                + match.getString(Tag.SOPInstanceUID, "");
        return uids.equals("//") ? ContentHash.of(match) : uids;
    }

    /** One page, or null where the server finds it too large and a smaller one may do. */
    private @Nullable List<DicomMetadata> page(int offset) throws IOException, InterruptedException {
        try (HttpAnswer answer =
                transport.get(SERVICE, transport.address(query.address(offset, pageSize)), MediaType.DICOM_JSON)) {
            if (answer.status() == 204) {
                return List.of();
            }
            if (answer.status() == 413 && pageSize > SMALLEST_PAGE) {
                return null;
            }
            if (!answer.isSuccess()) {
                throw answer.refusal();
            }
            noteWarning(answer);
            return read(answer);
        }
    }

    /** That there is more is found out anyway; that a key was ignored is not. The text is the server's and may name a patient. */
    private void noteWarning(HttpAnswer answer) {
        if (answer.hasWarning() && answer.status() != 206 && !warned) {
            warned = true;
            LOGGER.log(
                    Level.WARNING,
                    "{0} was answered with a warning (299): it may have ignored what it was asked for",
                    transport.shown(SERVICE));
        }
    }

    private List<DicomMetadata> read(HttpAnswer answer) throws DicomWebException {
        MediaType type = answer.type();
        if (type != null && !type.isJson()) {
            throw answer.broken("is not " + MediaType.DICOM_JSON, null);
        }
        try {
            return reader.read(answer.body());
        } catch (DicomFormatException e) {
            throw answer.broken("cannot be read: " + e.getMessage(), e);
        } catch (IOException e) {
            throw answer.brokenOff(e);
        }
    }
}
