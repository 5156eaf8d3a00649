package org.einthoven.training.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.einthoven.ecg.Task;
import org.einthoven.ecg.store.StoredEcg;
import org.einthoven.encoder.TaskCalibration;
import org.einthoven.training.evaluate.Estimate;
import org.einthoven.training.evaluate.FewCases;
import org.einthoven.training.evaluate.ProbabilityError;
import org.einthoven.training.evaluate.Reliability;
import org.einthoven.training.evaluate.Scores;
import org.einthoven.training.evaluate.study.AgeBand;

/**
 * How well a model does on test records, with calibration, thresholds and bands that were frozen before.
 *
 * @param byLeads of several leads; of several leads that were read by lead I alone; of one lead
 * @param bySource a row a source and finding
 * @param byPatient records of several leads, by sex and age
 */
record TestFigures(List<Row> byLeads, List<Row> bySource, List<Row> byPatient) {
    /** With fewer records of either kind an interval is itself unreliable: no claim. */
    static final int LEAST_CASES = FewCases.FEW;

    TestFigures {
        byLeads = List.copyOf(byLeads);
        bySource = List.copyOf(bySource);
        byPatient = List.copyOf(byPatient);
    }

    /**
     * @param test as they are
     * @param leadI the same, read by lead I alone
     */
    static TestFigures of(RecordLogits test, RecordLogits leadI, List<TaskCalibration> calibrations) {
        IntPredicate many = record -> !test.isSingleLead(record);
        List<Row> byLeads = new ArrayList<>(rows("12 leads", test, many, calibrations));
        byLeads.addAll(rows("12 leads, read by lead I alone", leadI, many, calibrations));
        byLeads.addAll(rows("lead I alone", test, test::isSingleLead, calibrations));
        List<Row> bySource = new ArrayList<>();
        test.records().bySource().forEach((source, records) -> {
            int[] own = records.clone();
            Arrays.sort(own);
            bySource.addAll(rows(source, test, record -> Arrays.binarySearch(own, record) >= 0, calibrations));
        });
        List<Row> byPatient = new ArrayList<>();
        groups(test)
                .forEach((group, names) -> byPatient.addAll(
                        rows(group, test, record -> many.test(record) && names[record].equals(group), calibrations)));
        return new TestFigures(byLeads, bySource, byPatient);
    }

    /** Group → of which group each record is in its kind. */
    private static Map<String, String[]> groups(RecordLogits test) {
        List<StoredEcg> records = test.records().records();
        String[] sexes = records.stream().map(TestFigures::sex).toArray(String[]::new);
        String[] ages = records.stream().map(TestFigures::age).toArray(String[]::new);
        Map<String, String[]> groups = new LinkedHashMap<>();
        for (String[] kind : List.of(sexes, ages)) {
            Map<String, String[]> sorted = new TreeMap<>();
            Arrays.stream(kind).filter(name -> !name.isEmpty()).forEach(name -> sorted.put(name, kind));
            groups.putAll(sorted);
        }
        return groups;
    }

    private static String sex(StoredEcg ecg) {
        return ecg.sex() == null ? "" : ecg.sex().name().toLowerCase(Locale.ROOT);
    }

    private static String age(StoredEcg ecg) {
        return ecg.ageYears() == null ? "" : "aged " + AgeBand.of(ecg.ageYears());
    }

    private static List<Row> rows(
            String records, RecordLogits read, IntPredicate wanted, List<TaskCalibration> calibrations) {
        List<Row> rows = new ArrayList<>();
        for (int task = 0; task < calibrations.size(); task++) {
            Row.of(records, read, read.known(task, wanted), task, calibrations.get(task))
                    .ifPresent(rows::add);
        }
        return rows;
    }

    /**
     * One finding in one kind of records.
     *
     * @param patients how many the records are of
     * @param sensitivity at the frozen threshold
     * @param specificity at the frozen threshold
     * @param uncertain share of the records whose probability falls into the uncertain band
     * @param calibrationError expected, in 15 bins of equal mass
     * @param errorByChance the calibration error that right probabilities would show with so many records
     */
    record Row(
            String records,
            Task task,
            int positives,
            int size,
            int patients,
            Estimate auroc,
            Estimate auprc,
            Estimate sensitivity,
            Estimate specificity,
            double uncertain,
            double calibrationError,
            double errorByChance) {
        static Optional<Row> of(
                String records, RecordLogits read, int[] chosen, int task, TaskCalibration calibration) {
            Scores scores = read.recordScores(task, calibration, chosen);
            if (!scores.bothKinds()) {
                return Optional.empty();
            }
            List<String> patients = read.patients(chosen);
            FewRecords few = new FewRecords(scores, patients);
            return Optional.of(new Row(
                    records,
                    calibration.task(),
                    scores.positives(),
                    scores.size(),
                    (int) patients.stream().distinct().count(),
                    few.auroc(),
                    few.auprc(),
                    few.sensitivity(calibration.threshold()),
                    few.specificity(calibration.threshold()),
                    uncertain(scores, calibration),
                    Reliability.of(scores).expectedCalibrationError(),
                    new ProbabilityError(scores).calibrationErrorByChance()));
        }

        private static double uncertain(Scores scores, TaskCalibration calibration) {
            return Arrays.stream(scores.score())
                    .mapToInt(p -> p >= calibration.uncertainLow() && p < calibration.uncertainHigh() ? 1 : 0)
                    .average()
                    .orElse(0);
        }

        /** Whether there are enough records to say anything by them. */
        boolean isClaim() {
            return positives >= LEAST_CASES && size - positives >= LEAST_CASES;
        }

        String toMarkdown() {
            String counts = String.format(
                    Locale.ROOT, "| %s | %s | %d / %d | %s |", records, task.title(), positives, size, auroc);
            return isClaim()
                    ? String.format(
                            Locale.ROOT,
                            "%s %s | %s | %s | %.0f %% | %.3f | %.3f |",
                            counts,
                            auprc,
                            sensitivity,
                            specificity,
                            100 * uncertain,
                            calibrationError,
                            errorByChance)
                    : counts + " no claim | - | - | - | - | - |";
        }
    }

    static String table(List<Row> rows) {
        return """
                | records | finding | present / labelled | AUROC (95 %% interval) | AUPRC | sensitivity | specificity | uncertain | ECE | by chance |
                |---|---|---|---|---|---|---|---|---|---|
                %s""".formatted(rows.stream().map(Row::toMarkdown).collect(Collectors.joining("\n")));
    }

    String toMarkdown() {
        return "## By leads\n" + table(byLeads) + "\n\n## By source\n" + table(bySource) + "\n\n## By sex and age\n"
                + table(byPatient) + "\n";
    }
}
