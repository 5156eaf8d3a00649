package org.einthoven.app.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import org.einthoven.app.intake.ArchiveListing.Listed;
import org.einthoven.app.intake.EcgCollection.Item;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Goes through an archive study by study, then series by series. A window of some days with more matches than the limit is
 * ended and divided, as is any window whose answer the archive itself ends early: a day by modality, where there are some,
 * then by time. What is certainly all is told apart from what may not be: studies without a time lie in no part of a day, so
 * that a day that was divided by time may hold more of them than its first answer told. Everything that was found is gone
 * through first; then the search ends with an {@link IncompleteListException}.
 */
final class ArchiveSearch implements Iterator<Item> {
    /** Matches of one answer that are held in memory: of a day, and of the series or objects of a study. */
    static final int MOST = 10_000;

    private final ArchiveQuery query;
    private final ArchiveScope scope;
    private final Map<String, Listed> listed;
    private final Deque<StudyWindow> windows = new ArrayDeque<>();
    private final Deque<DicomDataset> studies = new ArrayDeque<>();
    private final Deque<Item> items = new ArrayDeque<>();
    /** The studies of one day: those that its parts tell again are passed over. */
    private final Set<String> studiesOfDay = new HashSet<>();
    /** The same with the modality that was asked for: what parts of a day tell again is told by each. */
    private final Set<String> toldOfDay = new HashSet<>();

    private @Nullable LocalDate day;
    private @Nullable String gap;

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
                    requireWhole();
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

    private void requireWhole() throws IncompleteListException {
        if (gap != null) {
            throw new IncompleteListException(gap);
        }
    }

    /** The first reason stands for all. */
    private void noteGap(String reason) {
        if (gap == null) {
            gap = reason;
        }
    }

    private void search(StudyWindow window) throws IOException {
        List<DicomDataset> found = new ArrayList<>();
        // A day is read to its end as far as memory goes: what has no time lies in no part of it.
        int most = window.isOneDay() ? MOST : scope.limit();
        ArchiveQuery.Answer answer = query.find(studyKeys(window), match -> {
            found.add(match);
            return found.size() <= most;
        });
        boolean isEndedHere = found.size() > most;
        if (!isEndedHere && answer.end() != ArchiveQuery.End.EARLY) {
            answer.requireComplete();
            studies.addAll(fresh(window, found));
            return;
        }
        String told = isEndedHere && window.isOneDay()
                ? "there are more than " + MOST + " matches on " + window.dates()
                : answer.told() + " for " + window.dates();
        if (!divide(window, found)) {
            studies.addAll(fresh(window, found));
            noteGap(told + ": more studies of that time may be there");
        } else if (window.isOneDay() && window.isWholeDays() && !isByModality(window)) {
            studies.addAll(fresh(window, withoutTime(found)));
            noteGap(told + ": more studies without a Study Time may be there");
        }
    }

    /** False where that is of no use: it is as short as can be, or the archive heeds no time. */
    private boolean divide(StudyWindow window, List<DicomDataset> found) {
        if (isByModality(window)) {
            scope.modalities().forEach(modality -> windows.push(window.of(modality)));
            return true;
        }
        if (isFutile(window, found)) {
            windows.removeIf(other -> !other.isWholeDays() && other.from().equals(window.from()));
            return false;
        }
        if (!window.isDivisible()) {
            return false;
        }
        List<StudyWindow> halves = window.halves();
        windows.push(halves.get(1));
        windows.push(halves.get(0));
        return true;
    }

    /** Whether the archive heeds no Study Time: it tells of another part of the day, or what it told for another part. */
    private boolean isFutile(StudyWindow window, List<DicomDataset> found) {
        return !window.isWholeDays()
                && !found.isEmpty()
                && (found.stream().anyMatch(study -> window.excludes(time(study)))
                        || found.stream().allMatch(study -> toldOfDay.contains(told(window, study))));
    }

    private static String told(StudyWindow window, DicomDataset study) {
        return window.modality() + " " + uid(study);
    }

    private static String uid(DicomDataset study) {
        return study.getString(Tag.StudyInstanceUID, "");
    }

    private boolean isByModality(StudyWindow window) {
        return window.isOneDay()
                && window.modality() == null
                && scope.modalities().size() > 1;
    }

    private static String time(DicomDataset study) {
        return study.getString(Tag.StudyTime, "");
    }

    private static List<DicomDataset> withoutTime(List<DicomDataset> found) {
        return found.stream().filter(study -> time(study).isEmpty()).toList();
    }

    /** Each once: an archive may name a study twice, as one that two patients' objects bear by mistake. */
    private Collection<DicomDataset> fresh(StudyWindow window, List<DicomDataset> found) {
        if (!window.isOneDay() || !window.from().equals(day)) {
            studiesOfDay.clear();
            toldOfDay.clear();
            day = window.isOneDay() ? window.from() : null;
        }
        found.forEach(study -> toldOfDay.add(told(window, study)));
        return found.stream().filter(study -> studiesOfDay.add(uid(study))).toList();
    }

    private DicomDataset studyKeys(StudyWindow window) {
        DicomDataset keys = DicomObjectKey.keys("STUDY")
                .setString(Tag.StudyDate, window.dates())
                .setString(Tag.StudyInstanceUID)
                .setString(Tag.NumberOfStudyRelatedInstances);
        // With several modalities the series tell: a list in this key means "any of these" to some archives only.
        String only = scope.modalities().size() == 1 ? scope.modalities().get(0) : "";
        setOrAsk(keys, Tag.ModalitiesInStudy, Objects.requireNonNullElse(window.modality(), only));
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
        String uid = uid(study);
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

    /** Adds what the study holds; false where that may not be all. */
    private boolean ask(String studyUid, Map<String, Item> found) throws IOException {
        Set<String> series = new LinkedHashSet<>();
        boolean whole = askForSeries(studyUid, series);
        for (String seriesUid : series) {
            whole &= askForObjects(studyUid, seriesUid, found);
        }
        return whole;
    }

    /** One study of which not all is told keeps nothing from the others. */
    private boolean isWhole(ArchiveQuery.Answer answer, boolean isEndedHere) {
        if (answer.end() == ArchiveQuery.End.COMPLETE && !isEndedHere) {
            return true;
        }
        if (answer.end() != ArchiveQuery.End.ABSENT) {
            noteGap(
                    isEndedHere
                            ? "a study has more than " + MOST + " series, or objects in a series"
                            : answer.told() + " for a study: more objects of it may be there");
        }
        return false;
    }

    private boolean askForSeries(String studyUid, Set<String> series) throws IOException {
        DicomDataset keys = DicomObjectKey.keys("SERIES")
                .setString(Tag.StudyInstanceUID, studyUid)
                .setString(Tag.SeriesInstanceUID)
                .setString(Tag.Modality);
        int[] told = {0};
        ArchiveQuery.Answer answer = query.find(keys, match -> {
            String modality = match.getString(Tag.Modality, "");
            if (modality.isEmpty() || scope.modalities().contains(modality)) {
                series.add(match.getString(Tag.SeriesInstanceUID, ""));
            }
            return ++told[0] <= MOST;
        });
        return isWhole(answer, told[0] > MOST);
    }

    private boolean askForObjects(String studyUid, String seriesUid, Map<String, Item> found) throws IOException {
        DicomDataset keys = DicomObjectKey.keys("IMAGE")
                .setString(Tag.StudyInstanceUID, studyUid)
                .setString(Tag.SeriesInstanceUID, seriesUid)
                .setString(Tag.SOPInstanceUID)
                .setString(Tag.SOPClassUID);
        int[] told = {0};
        ArchiveQuery.Answer answer = query.find(keys, match -> {
            add(studyUid, seriesUid, match, found);
            return ++told[0] <= MOST;
        });
        return isWhole(answer, told[0] > MOST);
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
