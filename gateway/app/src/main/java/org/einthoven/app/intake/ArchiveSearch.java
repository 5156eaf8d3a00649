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
import org.einthoven.app.intake.ArchiveListing.Listed;
import org.einthoven.app.intake.EcgCollection.Item;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.Tag;

/**
 * Goes through an archive study by study, then series by series. A window of some days with more matches than the limit is
 * ended and divided, as is any window whose answer the archive itself ends early.
 */
final class ArchiveSearch implements Iterator<Item> {
    private final ArchiveQuery query;
    private final ArchiveScope scope;
    private final Map<String, Listed> listed;
    private final Deque<StudyWindow> windows = new ArrayDeque<>();
    private final Deque<DicomDataset> studies = new ArrayDeque<>();
    private final Deque<Item> items = new ArrayDeque<>();

    /** @param listed what studies held when they were asked last; it is read and added to */
    ArchiveSearch(ArchiveQuery query, ArchiveScope scope, StudyWindow window, Map<String, Listed> listed) {
        this.query = query;
        this.scope = scope;
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
        ArchiveQuery.Answer answer = query.find(studyKeys(window), match -> {
            found.add(match);
            return !mayCancel || found.size() <= scope.limit();
        });
        boolean isEndedHere = mayCancel && found.size() > scope.limit();
        if (window.isDivisible() && (isEndedHere || answer.end() == ArchiveQuery.End.EARLY)) {
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
        answer.requireComplete();
        studies.addAll(distinct(found));
    }

    /** An archive may name a study twice, as one that two patients' objects bear by mistake. */
    private static Collection<DicomDataset> distinct(List<DicomDataset> found) {
        Map<String, DicomDataset> byUid = new LinkedHashMap<>();
        found.forEach(study -> byUid.putIfAbsent(study.getString(Tag.StudyInstanceUID, ""), study));
        return byUid.values();
    }

    private DicomDataset studyKeys(StudyWindow window) {
        DicomDataset keys = DicomObjectKey.keys("STUDY")
                .setString(Tag.StudyDate, window.dates())
                .setString(Tag.StudyInstanceUID)
                .setString(Tag.NumberOfStudyRelatedInstances);
        // With several modalities the series tell: a list in this key means "any of these" to some archives only.
        setOrAsk(
                keys,
                Tag.ModalitiesInStudy,
                scope.modalities().size() == 1 ? scope.modalities().get(0) : "");
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
        if (uid.isEmpty() || (!modalities.isEmpty() && Collections.disjoint(modalities, scope.modalities()))) {
            return List.of();
        }
        String count = study.getString(Tag.NumberOfStudyRelatedInstances, "");
        synchronized (listed) {
            Listed before = listed.get(uid);
            if (before != null && !count.isEmpty() && before.count().equals(count)) {
                return before.items();
            }
        }
        Map<String, Item> found = new LinkedHashMap<>();
        if (ask(uid, found)) {
            synchronized (listed) {
                listed.put(uid, new Listed(count, List.copyOf(found.values())));
            }
        }
        return List.copyOf(found.values());
    }

    /** Adds what the study holds; false where the archive does not know it, or a series, when it is asked. */
    private boolean ask(String studyUid, Map<String, Item> found) throws IOException {
        Set<String> series = new LinkedHashSet<>();
        boolean known = askForSeries(studyUid, series);
        for (String seriesUid : series) {
            known &= askForObjects(studyUid, seriesUid, found);
        }
        return known;
    }

    private static boolean isKnown(ArchiveQuery.Answer answer) throws IOException {
        if (answer.end() == ArchiveQuery.End.ABSENT) {
            return false;
        }
        answer.requireComplete();
        return true;
    }

    private boolean askForSeries(String studyUid, Set<String> series) throws IOException {
        DicomDataset keys = DicomObjectKey.keys("SERIES")
                .setString(Tag.StudyInstanceUID, studyUid)
                .setString(Tag.SeriesInstanceUID)
                .setString(Tag.Modality);
        return isKnown(query.find(keys, match -> {
            String modality = match.getString(Tag.Modality, "");
            if (modality.isEmpty() || scope.modalities().contains(modality)) {
                series.add(match.getString(Tag.SeriesInstanceUID, ""));
            }
            return true;
        }));
    }

    private boolean askForObjects(String studyUid, String seriesUid, Map<String, Item> found) throws IOException {
        DicomDataset keys = DicomObjectKey.keys("IMAGE")
                .setString(Tag.StudyInstanceUID, studyUid)
                .setString(Tag.SeriesInstanceUID, seriesUid)
                .setString(Tag.SOPInstanceUID)
                .setString(Tag.SOPClassUID);
        return isKnown(query.find(keys, match -> {
            add(studyUid, seriesUid, match, found);
            return true;
        }));
    }

    private void add(String studyUid, String seriesUid, DicomDataset match, Map<String, Item> found) {
        String sopClass = match.getString(Tag.SOPClassUID, "");
        String sopInstance = match.getString(Tag.SOPInstanceUID, "");
        if (!sopInstance.isEmpty() && (sopClass.isEmpty() || scope.sopClasses().contains(sopClass))) {
            String key = new DicomObjectKey(studyUid, seriesUid, sopInstance, sopClass).text();
            found.putIfAbsent(sopInstance, new Item(key, "1", sopInstance));
        }
    }
}
