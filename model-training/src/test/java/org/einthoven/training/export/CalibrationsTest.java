package org.einthoven.training.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.Task;
import org.einthoven.ecg.store.StoreKey;
import org.einthoven.ecg.store.StoredEcg;
import org.einthoven.encoder.TaskCalibration;
import org.einthoven.training.data.LabelledRecords;
import org.einthoven.training.data.MemoryDataset;
import org.junit.jupiter.api.Test;

class CalibrationsTest {
    private static final long SEED = 9;
    private static final List<Task> TASKS = List.of(Task.ATRIAL_FIBRILLATION, Task.PREMATURE_VENTRICULAR_CONTRACTION);

    /** Records of which every third has both findings, whose logits tell so with some noise. */
    private static RecordLogits read(int count, int leads, double separation) {
        return read(count, leads, separation, SEED);
    }

    private static RecordLogits read(int count, int leads, double separation, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<StoredEcg> records = new ArrayList<>();
        List<int[]> windows = new ArrayList<>();
        float[][][] logits = new float[count][1][TASKS.size()];
        int[] leadsOf = new int[count];
        for (int i = 0; i < count; i++) {
            boolean present = i % 3 == 0;
            StoreKey key = StoreKey.publicName("r" + i);
            records.add(new StoredEcg(
                    key, key, 0, null, null, 30 + i % 60, Map.of(TASKS.get(0), present, TASKS.get(1), present)));
            windows.add(new int[] {i});
            leadsOf[i] = leads;
            for (int task = 0; task < TASKS.size(); task++) {
                logits[i][0][task] = (float) (random.nextGaussian() + (present ? separation : 0) - 1);
            }
        }
        return new RecordLogits(
                new LabelledRecords(new MemoryDataset("test"), TASKS, records, windows), logits, leadsOf);
    }

    @Test
    void everyFindingGetsAThresholdWithinItsBand() {
        List<TaskCalibration> calibrations = Calibrations.of(read(300, 12, 2));

        assertThat(calibrations).extracting(TaskCalibration::task).containsExactlyElementsOf(TASKS);
        assertThat(calibrations)
                .extracting(TaskCalibration::aggregate)
                .containsExactly(TaskCalibration.Aggregate.MEAN, TaskCalibration.Aggregate.MAX);
        for (TaskCalibration calibration : calibrations) {
            assertThat(calibration.threshold()).isBetween(calibration.uncertainLow(), calibration.uncertainHigh());
            assertThat(calibration.uncertainLow()).isGreaterThan(0);
            assertThat(calibration.uncertainHigh()).isLessThan(1);
        }
    }

    @Test
    void probabilitiesMeetTheFrequencyOfTheFinding() {
        RecordLogits read = read(600, 12, 2);
        TaskCalibration calibration = Calibrations.of(read).get(0);
        double sum = 0;
        for (int record = 0; record < 600; record++) {
            sum += calibration.predict(read.of(record, 0)).probability();
        }
        assertThat(sum / 600).as("seed %d", SEED).isBetween(0.31, 0.36);
    }

    /** Of many windows the greatest probability is reported: as a window's it would be too great. */
    @Test
    void probabilitiesMeetTheFrequencyAlsoWhereOneOfManyWindowsDecides() {
        RecordLogits single = read(600, 12, 2);
        SplittableRandom random = new SplittableRandom(SEED);
        float[][][] logits = new float[600][6][TASKS.size()];
        for (int record = 0; record < logits.length; record++) {
            for (int window = 0; window < 6; window++) {
                for (int task = 0; task < TASKS.size(); task++) {
                    logits[record][window][task] =
                            window == 0 ? single.logits()[record][0][task] : (float) random.nextGaussian() - 1;
                }
            }
        }
        RecordLogits many = new RecordLogits(single.records(), logits, single.leads());
        List<TaskCalibration> calibrations = Calibrations.of(many);

        for (int task = 0; task < TASKS.size(); task++) {
            double sum = 0;
            for (int record = 0; record < logits.length; record++) {
                sum += calibrations.get(task).predict(many.of(record, task)).probability();
            }
            assertThat(sum / logits.length)
                    .as("%s, seed %d", TASKS.get(task), SEED)
                    .isBetween(0.31, 0.36);
        }
    }

    @Test
    void aModelThatIsWorseThanChanceOrSawTooFewDecidesNothing() {
        for (RecordLogits read : List.of(read(60, 12, -1), read(12, 12, 20))) {
            for (TaskCalibration calibration : Calibrations.of(read)) {
                assertThat(calibration.uncertainLow()).isZero();
                assertThat(calibration.uncertainHigh()).isEqualTo(1);
            }
        }
        // 15 records: five have the finding.
        assertThat(Calibrations.of(read(15, 12, 20)).get(0).uncertainHigh()).isLessThan(1);
    }

    @Test
    void recordsOfOnePatientAreNoEvidenceOfMany() {
        RecordLogits read = read(30, 12, 3);
        StoredEcg first = read.records().records().get(0);
        List<StoredEcg> ofOne = read.records().records().stream()
                .map(ecg -> new StoredEcg(
                        Boolean.TRUE.equals(ecg.labels().get(TASKS.get(0))) ? first.patient() : ecg.patient(),
                        ecg.record(),
                        0,
                        null,
                        null,
                        null,
                        ecg.labels()))
                .toList();
        LabelledRecords records = new LabelledRecords(
                new MemoryDataset("test"), TASKS, ofOne, read.records().windows());
        TestFigures figures = TestFigures.of(
                new RecordLogits(records, read.logits(), read.leads()),
                new RecordLogits(records, read.logits(), read.leads()),
                Calibrations.of(read));
        assertThat(figures.byLeads().get(0).patients()).isEqualTo(21);
    }

    @Test
    void figuresAreToldByLeadsSourceAndAgeAndFewRecordsMakeNoClaim() {
        RecordLogits many = read(90, 12, 3);
        List<TaskCalibration> calibrations = Calibrations.of(read(300, 12, 3));

        TestFigures figures = TestFigures.of(many, read(90, 12, 0, 5), calibrations);
        TestFigures few = TestFigures.of(read(24, 1, 3), read(24, 1, 3), calibrations);

        assertThat(figures.byLeads())
                .extracting(TestFigures.Row::records)
                .containsExactly(
                        "12 leads", "12 leads", "12 leads, read by lead I alone", "12 leads, read by lead I alone");
        assertThat(figures.byLeads().get(0).auroc().value()).isGreaterThan(0.95);
        assertThat(figures.byLeads().get(0).sensitivity().low()).isGreaterThan(0.8);
        assertThat(figures.byLeads().get(2).auroc().value()).isBetween(0.3, 0.7);
        assertThat(figures.bySource()).extracting(TestFigures.Row::records).containsOnly("test");
        assertThat(figures.byPatient()).extracting(TestFigures.Row::records).contains("aged 40-64", "aged 80 and over");
        assertThat(few.byLeads().get(0).auroc().high()
                        - few.byLeads().get(0).auroc().low())
                .as("the least that eight and sixteen records allow")
                .isGreaterThan(.1);
        assertThat(few.byLeads().get(0).records()).isEqualTo("lead I alone");
        assertThat(few.byLeads().get(0).toMarkdown())
                .startsWith("| lead I alone | Atrial fibrillation | 8 / 24 |")
                .contains("no claim");
        assertThat(figures.toMarkdown()).contains("| 12 leads | Atrial fibrillation | 30 / 90 |");
    }

    @Test
    void lessLeadsAreEnoughOnlyWhereValidationRecordsShowIt() {
        TaskCalibration calibration = Calibrations.of(read(300, 12, 3)).get(0);

        assertThat(needed(read(90, 12, 3), read(90, 12, 3), read(90, 12, 3)).of(0, calibration))
                .containsExactly(Lead.I);
        assertThat(needed(read(90, 12, 0, 5), read(90, 12, 3), read(90, 12, 3)).of(0, calibration))
                .containsExactly(Lead.I, Lead.II);
        assertThat(needed(read(90, 12, 1), read(90, 12, 1), read(90, 12, 4)).of(0, calibration))
                .containsExactly(Lead.I, Lead.II, Lead.V1, Lead.V2, Lead.V3, Lead.V4, Lead.V5, Lead.V6);
        assertThat(needed(read(90, 12, 3), read(90, 12, 3), read(90, 12, 0, 5)).of(0, calibration))
                .as("all leads show no skill")
                .hasSize(8);
        // Sixty-six records show no loss by lead I, but cannot show that there is none.
        RecordLogits leadI = read(66, 12, 2.5, 3);
        RecordLogits all = read(66, 12, 2.5);
        assertThat(auroc(leadI, calibration)).isBetween(auroc(all, calibration) - 0.05, 0.99);
        assertThat(needed(leadI, leadI, all).of(0, calibration)).hasSize(8);
        assertThat(needed(read(57, 12, 4), read(57, 12, 4), read(57, 12, 4)).of(0, calibration))
                .as("nineteen have the finding")
                .hasSize(8);
        // One-lead records only: nothing else is known.
        assertThat(needed(read(90, 1, 0, 5), read(90, 1, 0, 5), read(90, 1, 0, 5))
                        .of(0, calibration))
                .containsExactly(Lead.I);
    }

    private static double auroc(RecordLogits read, TaskCalibration calibration) {
        return read.recordScores(0, calibration, read.known(0, record -> true)).auroc();
    }

    private static NeededLeads needed(RecordLogits leadI, RecordLogits limb, RecordLogits twelve) {
        return new NeededLeads(
                new EnumMap<>(Map.of(LeadSet.LEAD_I, leadI, LeadSet.LIMB, limb, LeadSet.TWELVE, twelve)));
    }
}
