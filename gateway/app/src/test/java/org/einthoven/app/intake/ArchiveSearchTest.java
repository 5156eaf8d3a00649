package org.einthoven.app.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.UID;
import org.einthoven.dicom.network.MatchListener;
import org.junit.jupiter.api.Test;

/** Archives that end their answers early, in ways that no real one here does. */
class ArchiveSearchTest {
    private static final LocalDate DAY = LocalDate.of(2026, 2, 27);

    private final Archive archive = new Archive();
    private List<String> modalities = List.of("ECG");
    private int limit = 500;
    private String gap = "";

    /** What the search lists; what it says at its end stands in {@link #gap}. */
    private List<String> list(LocalDate from, LocalDate to) {
        ArchiveSearch search = new ArchiveSearch(
                archive,
                new ArchiveScope(modalities, limit, ZoneOffset.UTC, DAY),
                StudyWindow.days(from, to),
                new HashMap<>());
        List<String> found = new ArrayList<>();
        gap = "";
        try {
            while (search.hasNext()) {
                found.add(search.next().sourceIdentifier());
            }
        } catch (UncheckedIOException e) {
            assertThat(e).hasCauseInstanceOf(IncompleteListException.class);
            gap = e.getMessage();
        }
        return found;
    }

    private static List<String> uids(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "1.2." + i + ".1.1").toList();
    }

    /** Those without a time came last, and were cut off: nobody can know, and the search says so. */
    @Test
    void aDayThatIsEndedEarlyMayHoldMoreWithoutATime() {
        archive.most = 20;
        archive.add(40, DAY, "ECG");
        archive.addWithoutTime(3, DAY, "ECG");
        assertThat(list(DAY, DAY)).containsExactlyInAnyOrderElementsOf(uids(0, 40));
        assertThat(gap)
                .isEqualTo("the archive ended its answer early for 20260227:"
                        + " more studies without a Study Time may be there");
    }

    @Test
    void whatIsAllIsCalledSo() {
        archive.most = 50;
        archive.add(40, DAY, "ECG");
        archive.addWithoutTime(3, DAY, "ECG");
        archive.add(40, DAY.plusDays(1), "ECG");
        assertThat(list(DAY.minusDays(1), DAY.plusDays(1))).containsExactlyInAnyOrderElementsOf(uids(0, 83));
        assertThat(gap).isEmpty();
    }

    /** What may be missing on one day keeps nothing of the others. */
    @Test
    void goesOnBehindADayThatIsNotTold() {
        archive.most = 20;
        archive.addAtOneTime(30, DAY, "ECG");
        archive.add(5, DAY.plusDays(1), "ECG");
        assertThat(list(DAY, DAY.plusDays(1))).containsAll(uids(30, 35)).hasSizeBetween(25, 35);
        assertThat(gap).contains("20260227").contains("more studies");
    }

    /** Each of several modalities is asked for by itself before a day is divided by time: that misses none without a time. */
    @Test
    void dividesADayByModalityFirst() {
        modalities = List.of("ECG", "HD");
        archive.most = 25;
        archive.add(15, DAY, "ECG");
        archive.addWithoutTime(4, DAY, "HD");
        archive.add(20, DAY, "HD");
        archive.add(1, DAY, "ECG\\HD");
        assertThat(list(DAY, DAY)).containsExactlyInAnyOrderElementsOf(uids(0, 40));
        assertThat(gap).isEmpty();
    }

    /** The morning's studies are of both, the afternoon's of the second alone: what the first told of says nothing about it. */
    @Test
    void dividesEachModalityByItself() {
        modalities = List.of("HD", "ECG");
        archive.most = 10;
        for (int minute = 10; minute < 25; minute++) {
            archive.add(DAY, "ECG\\HD", "08" + minute + "00");
        }
        for (int minute = 10; minute < 25; minute++) {
            archive.add(DAY, "HD", "20" + minute + "00");
        }
        assertThat(list(DAY, DAY)).containsExactlyInAnyOrderElementsOf(uids(0, 30));
    }

    @Test
    void holdsNoMoreThanTenThousandMatches() {
        archive.add(ArchiveSearch.MOST + 500, DAY, "ECG");
        assertThat(list(DAY, DAY)).hasSize(ArchiveSearch.MOST + 500).doesNotHaveDuplicates();
        assertThat(archive.longest).isEqualTo(ArchiveSearch.MOST + 1);
        assertThat(gap)
                .isEqualTo("there are more than 10000 matches on 20260227:"
                        + " more studies without a Study Time may be there");
    }

    /** To ask for each minute of the day for the same answer is a burden, and leads to nothing. */
    @Test
    void anArchiveThatHeedsNoTimeIsNotAskedForEachMinute() {
        archive.most = 20;
        archive.heedsTime = false;
        archive.add(40, DAY, "ECG");
        assertThat(list(DAY, DAY)).hasSize(20).doesNotHaveDuplicates();
        assertThat(gap).contains("more studies");
        assertThat(archive.studySearches).isLessThan(5);
    }

    /** As a server without pages that tells no times: what it gives again for another part of the day shows it. */
    @Test
    void anArchiveThatGivesTheSameForEachPartIsNotAskedForEachMinute() {
        archive.most = 20;
        archive.heedsTime = false;
        archive.addWithoutTime(40, DAY, "ECG");
        archive.add(5, DAY.plusDays(1), "ECG");
        assertThat(list(DAY, DAY.plusDays(1)))
                .hasSize(25)
                .doesNotHaveDuplicates()
                .containsAll(uids(40, 45));
        assertThat(gap).contains("more studies");
        assertThat(archive.studySearches).isLessThan(20);
    }

    /** One study that the archive cannot tell of, as where its database is damaged, stops no other. */
    @Test
    void aStudyThatIsNotToldWholeStopsNoOther() {
        for (ArchiveQuery.End end : List.of(ArchiveQuery.End.FAILED, ArchiveQuery.End.EARLY)) {
            archive.studies.clear();
            archive.add(5, DAY, "ECG");
            archive.broken = "1.2.1";
            archive.brokenEnd = end;
            assertThat(list(DAY, DAY)).contains("1.2.0.1.1", "1.2.2.1.1", "1.2.3.1.1", "1.2.4.1.1");
            assertThat(gap)
                    .isEqualTo("the archive ended its answer early for a study: more objects of it may be there");
        }
    }

    @Test
    void dividesDaysAtTheLimit() {
        limit = 7;
        archive.add(5, DAY, "ECG");
        archive.add(5, DAY.plusDays(1), "ECG");
        archive.addWithoutTime(10, DAY.plusDays(2), "ECG");
        assertThat(list(DAY, DAY.plusDays(3))).containsExactlyInAnyOrderElementsOf(uids(0, 20));
        assertThat(gap).as("a day is read to its end").isEmpty();
    }

    private record Study(String uid, String date, String time, List<String> modalities) {}

    /** Each study has one series and one object. */
    private static final class Archive implements ArchiveQuery {
        final List<Study> studies = new ArrayList<>();
        int most = Integer.MAX_VALUE;
        boolean heedsTime = true;
        String broken = "";
        End brokenEnd = End.COMPLETE;
        int studySearches;
        int longest;

        void add(int count, LocalDate day, String studyModalities) {
            for (int i = 0; i < count; i++) {
                int second = (int) (86_399L * i / count);
                add(
                        day,
                        studyModalities,
                        String.format(Locale.ROOT, "%02d%02d%02d", second / 3600, second / 60 % 60, second % 60));
            }
        }

        void addWithoutTime(int count, LocalDate day, String studyModalities) {
            IntStream.range(0, count).forEach(i -> add(day, studyModalities, ""));
        }

        void addAtOneTime(int count, LocalDate day, String studyModalities) {
            IntStream.range(0, count).forEach(i -> add(day, studyModalities, "081500"));
        }

        private void add(LocalDate day, String studyModalities, String time) {
            studies.add(new Study(
                    "1.2." + studies.size(),
                    day.toString().replace("-", ""),
                    time,
                    List.of(studyModalities.split("\\\\"))));
        }

        @Override
        public Answer find(DicomDataset keys, MatchListener listener) throws IOException {
            String uid = keys.getString(Tag.StudyInstanceUID, "");
            switch (keys.getString(Tag.QueryRetrieveLevel, "")) {
                case "STUDY":
                    return findStudies(keys, listener);
                case "SERIES":
                    if (uid.equals(broken)) {
                        return new Answer(brokenEnd, "the archive ended its answer early");
                    }
                    listener.match(new DicomDataset()
                            .setString(Tag.SeriesInstanceUID, uid + ".1")
                            .setString(Tag.Modality, modality(uid)));
                    return new Answer(End.COMPLETE, "");
                default:
                    listener.match(new DicomDataset()
                            .setString(Tag.SOPInstanceUID, keys.getString(Tag.SeriesInstanceUID, "") + ".1")
                            .setString(Tag.SOPClassUID, UID.TwelveLeadECGWaveformStorage));
                    return new Answer(End.COMPLETE, "");
            }
        }

        private String modality(String uid) {
            return studies.get(Integer.parseInt(uid.substring(4))).modalities().get(0);
        }

        private Answer findStudies(DicomDataset keys, MatchListener listener) throws IOException {
            studySearches++;
            int told = 0;
            for (Study study : studies) {
                if (!matches(study, keys)) {
                    continue;
                }
                if (told == most) {
                    return new Answer(End.EARLY, "the archive ended its answer early");
                }
                told++;
                longest = Math.max(longest, told);
                DicomDataset match = new DicomDataset()
                        .setString(Tag.StudyInstanceUID, study.uid())
                        .setString(Tag.ModalitiesInStudy, study.modalities().toArray(String[]::new));
                if (!study.time().isEmpty()) {
                    match.setString(Tag.StudyTime, study.time());
                }
                if (!listener.match(match)) {
                    return new Answer(End.EARLY, "cancelled");
                }
            }
            return new Answer(End.COMPLETE, "");
        }

        private boolean matches(Study study, DicomDataset keys) {
            String modality = keys.getString(Tag.ModalitiesInStudy, "");
            String times = keys.getString(Tag.StudyTime, "");
            return isIn(study.date(), keys.getString(Tag.StudyDate, ""))
                    && (modality.isEmpty() || study.modalities().contains(modality))
                    && (times.isEmpty() || !heedsTime || (!study.time().isEmpty() && isIn(study.time(), times)));
        }

        private static boolean isIn(String value, String range) {
            String[] ends = range.split("-");
            return value.compareTo(ends[0]) >= 0 && value.compareTo(ends[ends.length - 1]) <= 0;
        }

        @Override
        public void close() {}
    }
}
