package org.einthoven.app.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.einthoven.app.intake.DicomCollection.Listed;
import org.einthoven.app.intake.EcgCollection.Item;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.network.DicomAssociation;
import org.einthoven.dicom.network.DicomNetwork;
import org.einthoven.dicom.network.FindResult;
import org.einthoven.dicom.network.MatchListener;
import org.einthoven.dicom.network.PresentationContext;
import org.einthoven.dicom.network.SopClasses;
import org.jspecify.annotations.Nullable;

/**
 * Goes through an archive study by study, then series by series. A window of some days with more matches than the limit is
 * cancelled and divided, as is any window whose answer the archive itself ends early.
 */
final class DicomSearch implements Iterator<Item>, AutoCloseable {
    private static final String FIND = DicomCollection.MODEL.findUid();
    private static final int OUT_OF_RESOURCES = 0xA700;

    private final DicomNetwork network;
    private final DicomPeer peer;
    private final Map<String, Listed> listed;
    private final Deque<StudyWindow> windows = new ArrayDeque<>();
    private final Deque<DicomDataset> studies = new ArrayDeque<>();
    private final Deque<Item> items = new ArrayDeque<>();
    private @Nullable DicomAssociation association;

    /** @param listed what studies held when they were asked last; it is read and added to */
    DicomSearch(DicomNetwork network, DicomPeer peer, StudyWindow window, Map<String, Listed> listed) {
        this.network = network;
        this.peer = peer;
        this.listed = listed;
        windows.push(window);
    }

    @Override
    public boolean hasNext() {
        try {
            while (items.isEmpty()) {
                if (!studies.isEmpty()) {
                    items.addAll(itemsOf(studies.remove()));
                } else if (!windows.isEmpty()) {
                    search(windows.pop());
                } else {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    @Override
    public Item next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return items.remove();
    }

    private void search(StudyWindow window) throws IOException {
        List<DicomDataset> found = new ArrayList<>();
        // A day is read to its end: studies without a time lie in no part of it.
        boolean mayCancel = !window.isOneDay();
        FindResult result = find(studyKeys(window), match -> {
            found.add(match);
            return !mayCancel || found.size() <= peer.limit();
        });
        if (window.isDivisible() && isTooMuch(found, mayCancel, result)) {
            List<StudyWindow> halves = window.halves();
            windows.push(halves.get(1));
            windows.push(halves.get(0));
            if (window.isOneDay() && window.isWholeDays()) {
                found.stream()
                        .filter(study -> study.getString(Tag.StudyTime, "").isEmpty())
                        .forEach(studies::add);
            }
            return;
        }
        requireDone(result);
        studies.addAll(distinct(found));
    }

    /** An archive may name a study twice, as one that two patients' objects bear by mistake. */
    private static Collection<DicomDataset> distinct(List<DicomDataset> found) {
        Map<String, DicomDataset> byUid = new LinkedHashMap<>();
        found.forEach(study -> byUid.putIfAbsent(study.getString(Tag.StudyInstanceUID, ""), study));
        return byUid.values();
    }

    /** Cancelled by this side, or ended by the archive, which many do by FE00 as if it had been cancelled, or by A7xx. */
    private boolean isTooMuch(List<DicomDataset> found, boolean mayCancel, FindResult result) {
        boolean isCancelledHere = mayCancel && found.size() > peer.limit();
        boolean isEndedThere = result.status().isCancelled() || (result.status().code() & 0xFF00) == OUT_OF_RESOURCES;
        return isCancelledHere || isEndedThere;
    }

    private DicomDataset studyKeys(StudyWindow window) {
        DicomDataset keys = DicomCollection.keys("STUDY")
                .setString(Tag.StudyDate, window.dates())
                .setString(Tag.StudyInstanceUID)
                .setString(Tag.NumberOfStudyRelatedInstances);
        // With several modalities the series tell: a list in this key means "any of these" to some archives only.
        setOrAsk(
                keys,
                Tag.ModalitiesInStudy,
                peer.modalities().size() == 1 ? peer.modalities().get(0) : "");
        setOrAsk(keys, Tag.StudyTime, window.times());
        return keys;
    }

    private static void setOrAsk(DicomDataset keys, int tag, String value) {
        if (value.isEmpty()) {
            keys.setString(tag);
        } else {
            keys.setString(tag, value);
        }
    }

    private List<Item> itemsOf(DicomDataset study) throws IOException {
        String uid = study.getString(Tag.StudyInstanceUID, "");
        List<String> modalities = study.getStrings(Tag.ModalitiesInStudy);
        if (uid.isEmpty() || (!modalities.isEmpty() && Collections.disjoint(modalities, peer.modalities()))) {
            return List.of();
        }
        String count = study.getString(Tag.NumberOfStudyRelatedInstances, "");
        synchronized (listed) {
            Listed before = listed.get(uid);
            if (before != null && !count.isEmpty() && before.count().equals(count)) {
                return before.items();
            }
        }
        List<Item> found = ask(uid);
        synchronized (listed) {
            listed.put(uid, new Listed(count, found));
        }
        return found;
    }

    private List<Item> ask(String studyUid) throws IOException {
        Set<String> series = new LinkedHashSet<>();
        requireDone(find(
                DicomCollection.keys("SERIES")
                        .setString(Tag.StudyInstanceUID, studyUid)
                        .setString(Tag.SeriesInstanceUID)
                        .setString(Tag.Modality),
                match -> {
                    String modality = match.getString(Tag.Modality, "");
                    if (modality.isEmpty() || peer.modalities().contains(modality)) {
                        series.add(match.getString(Tag.SeriesInstanceUID, ""));
                    }
                    return true;
                }));
        Map<String, Item> found = new LinkedHashMap<>();
        for (String seriesUid : series) {
            requireDone(find(
                    DicomCollection.keys("IMAGE")
                            .setString(Tag.StudyInstanceUID, studyUid)
                            .setString(Tag.SeriesInstanceUID, seriesUid)
                            .setString(Tag.SOPInstanceUID)
                            .setString(Tag.SOPClassUID),
                    match -> {
                        add(studyUid, seriesUid, match, found);
                        return true;
                    }));
        }
        return List.copyOf(found.values());
    }

    private static void add(String studyUid, String seriesUid, DicomDataset match, Map<String, Item> found) {
        String sopClass = match.getString(Tag.SOPClassUID, "");
        String sopInstance = match.getString(Tag.SOPInstanceUID, "");
        if (!sopInstance.isEmpty() && (sopClass.isEmpty() || SopClasses.ECG_STORAGE.contains(sopClass))) {
            String key = new DicomObjectKey(studyUid, seriesUid, sopInstance, sopClass).text();
            found.putIfAbsent(sopInstance, new Item(key, "1", sopInstance));
        }
    }

    private void requireDone(FindResult result) throws IOException {
        if (!result.isComplete()) {
            throw new IOException(peer.remote() + " answered C-FIND with status "
                    + result.status().hexadecimal());
        }
    }

    /** An archive may have closed an association that was silent while objects were fetched: then one more is opened. */
    private FindResult find(DicomDataset keys, MatchListener listener) throws IOException {
        DicomAssociation open = association;
        if (open != null) {
            Attempt attempt = new Attempt(listener);
            try {
                return open.find(FIND, keys, attempt);
            } catch (IOException e) {
                open.abort();
                association = null;
                if (attempt.hasBegun) {
                    throw e;
                }
            }
        }
        DicomAssociation fresh =
                network.connect(peer.remote(), peer.client(), List.of(PresentationContext.query(FIND)));
        association = fresh;
        return fresh.find(FIND, keys, listener);
    }

    /** Notes whether anything came: what was handed on once must not be handed on again. */
    private static final class Attempt implements MatchListener {
        private final MatchListener listener;
        private boolean hasBegun;

        Attempt(MatchListener listener) {
            this.listener = listener;
        }

        @Override
        public boolean match(DicomDataset identifier) throws IOException {
            hasBegun = true;
            return listener.match(identifier);
        }
    }

    @Override
    public void close() {
        DicomAssociation open = association;
        association = null;
        if (open != null) {
            open.close();
        }
    }
}
