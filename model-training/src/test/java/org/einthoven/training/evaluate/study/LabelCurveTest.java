package org.einthoven.training.evaluate.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.einthoven.ecg.Task;
import org.einthoven.training.data.Label;
import org.einthoven.training.data.Origin;
import org.einthoven.training.evaluate.study.Experiment.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelCurveTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final long SEED = 1;

    @TempDir
    Path folder = Path.of("");

    /** Counts its fits, each of which takes a minute of a clock that nothing else moves. */
    private static final class CountingArm implements Arm {
        private final AtomicLong clock = new AtomicLong();
        private final List<TrainingData> fits = new ArrayList<>();
        private String fingerprint = "one";
        private double score = 1;

        @Override
        public String name() {
            return "counting";
        }

        @Override
        public String title() {
            return "counting";
        }

        @Override
        public String fingerprint() {
            return fingerprint;
        }

        @Override
        public Predictions fit(TrainingData data, long seed) throws CannotFitException {
            fits.add(data);
            clock.addAndGet(Duration.ofMinutes(1).toNanos());
            if (data.train().size() == 32) {
                throw new CannotFitException("thirty-two, for one, is too many");
            }
            return new Predictions(
                    data.validation().list().stream().mapToDouble(c -> score).toArray(),
                    Arrays.stream(data.test()).mapToDouble(r -> r * score).toArray());
        }
    }

    private final CountingArm arm = new CountingArm();

    private Experiment experiment() {
        Fold fold = Synthetic.data(Task.ATRIAL_FLUTTER, 80, 2, .4, false, SEED).fold();
        return new Experiment("e", "", Origin.REAL, "", Unit.PATIENT, List.of(fold), List.of(arm), "counting");
    }

    private StudyProgress run(Duration limit) throws IOException, InterruptedException {
        return new LabelCurve(experiment(), SEED, arm.clock::get).run(folder, limit, (progress, line) -> {});
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(folder.resolve("curve.csv"));
    }

    @Test
    void everySizeTenTimesAndWhatIsDoneIsNotDoneAgain() throws Exception {
        StudyProgress first = run(LONG);

        // 16, 32, 64 and all 80.
        assertThat(first).isEqualTo(new StudyProgress(40, 40)).hasToString("all 40 fits done");
        assertThat(lines()).hasSize(41);
        assertThat(arm.fits.stream().limit(4).map(data -> data.train().size()))
                .as("first a whole curve")
                .containsExactly(16, 32, 64, 80);
        assertThat(run(LONG)).isEqualTo(first);
        assertThat(arm.fits).hasSize(40);
    }

    @Test
    void theClockEndsItBetweenTwoFitsAndItGoesOn() throws Exception {
        assertThat(run(Duration.ofMinutes(7)))
                .isEqualTo(new StudyProgress(7, 40))
                .hasToString("7 of 40 fits done: run the same again to go on");
        assertThat(run(Duration.ZERO)).isEqualTo(new StudyProgress(7, 40));
        assertThat(run(Duration.ofMinutes(3))).isEqualTo(new StudyProgress(10, 40));
        assertThat(run(LONG).complete()).isTrue();
        assertThat(arm.fits).hasSize(40);
        List<String> inParts = withoutSeconds(lines());
        Files.delete(folder.resolve("curve.csv"));
        run(LONG);
        assertThat(withoutSeconds(lines())).isEqualTo(inParts);
    }

    private static List<String> withoutSeconds(List<String> lines) {
        return lines.stream().map(line -> line.replaceAll(",[^,]*,[^,]*$", "")).toList();
    }

    @Test
    void aTornLineIsCutOffAndFittedAgain() throws Exception {
        run(Duration.ofMinutes(5));
        Path csv = folder.resolve("curve.csv");
        List<String> whole = lines();
        for (int kept : new int[] {1, 20, 3}) {
            byte[] bytes = Files.readAllBytes(csv);
            int lastLine = whole.get(whole.size() - 1).length() + 1;
            Files.write(csv, Arrays.copyOf(bytes, bytes.length - lastLine + kept));
            int before = arm.fits.size();

            run(Duration.ofMinutes(1));

            assertThat(arm.fits).hasSize(before + 1);
            assertThat(withoutSeconds(lines())).isEqualTo(withoutSeconds(whole));
        }
    }

    @Test
    void aTornHeadingIsWrittenAnew() throws Exception {
        Files.writeString(folder.resolve("curve.csv"), CurveLine.HEADING.substring(0, 9));

        run(Duration.ofMinutes(1));

        assertThat(lines()).hasSize(2).startsWith(CurveLine.HEADING);
    }

    @Test
    void missingOrDamagedScoresAreFittedAgain() throws Exception {
        run(Duration.ofMinutes(4));
        Path scores = folder.resolve("scores").resolve("afl.counting.16.0.bin");
        byte[] bytes = Files.readAllBytes(scores);
        bytes[20]++;
        Files.write(scores, bytes);
        Files.delete(folder.resolve("scores").resolve("afl.counting.64.0.bin"));

        assertThat(run(Duration.ZERO).done()).isEqualTo(2);
        run(Duration.ofMinutes(2));

        assertThat(arm.fits).hasSize(6);
        assertThat(new CurveFolder(folder).read(experiment(), SEED)).hasSize(4);
    }

    @Test
    void aDamagedLineIsNamed() throws Exception {
        run(Duration.ofMinutes(2));
        Files.writeString(folder.resolve("curve.csv"), "afl,counting\n", StandardOpenOption.APPEND);

        assertThatIOException().isThrownBy(() -> run(LONG)).withMessageContaining("line 4 of curve.csv is damaged");
    }

    @Test
    void fitsOfOtherDataOrOfAnotherArmAreNoPartOfThisCurve() throws Exception {
        run(Duration.ofMinutes(1));

        assertThatIOException()
                .isThrownBy(() -> new LabelCurve(experiment(), SEED + 1, arm.clock::get)
                        .run(folder, LONG, (progress, line) -> {}))
                .withMessageContaining("another seed");
        arm.fingerprint = "two";
        assertThatIOException().isThrownBy(() -> run(LONG)).withMessageContaining("another 'counting'");
        assertThat(arm.fits).hasSize(1);
    }

    @Test
    void twoRunsAtOnceAreRefused() throws Exception {
        try (CurveFolder.Writer other = new CurveFolder(folder).open(experiment(), SEED)) {
            assertThatIOException().isThrownBy(() -> run(LONG)).withMessage("another run is at work in " + folder);
        }
        assertThat(run(Duration.ofMinutes(1)).done()).isEqualTo(1);
    }

    @Test
    void reasonsAreKeptAndScoresThatAreNoneAreOne() throws Exception {
        run(Duration.ofMinutes(2));
        arm.score = Double.NaN;
        run(Duration.ofMinutes(1));

        assertThat(lines().get(2)).startsWith("afl,counting,32,0,").endsWith(",thirty-two for one is too many");
        assertThat(lines().get(3)).endsWith(",its scores are not all numbers");
        assertThat(folder.resolve("scores")).isDirectoryNotContaining("glob:**.32.*");
        assertThat(CurveLine.unfitted(new CurvePoint(Task.ATRIAL_FLUTTER, "a", 16, 0), 1, 0, ",\n")
                        .reason())
                .isEqualTo("no reason given");
    }

    @Test
    void anArmSeesNoTruthOfTheTestRecordsAndNestedSubsetsOfTheTraining() throws Exception {
        run(LONG);

        assertThat(arm.fits.get(0).train().list())
                .isSubsetOf(arm.fits.get(1).train().list());
        assertThat(arm.fits.get(0).test()).hasSize(40);
    }

    @Test
    void recordsOfUnknownTruthAreLeftOut() {
        Label[] labels = {Label.PRESENT, Label.UNKNOWN, Label.ABSENT};

        assertThat(Cases.known(
                                new int[] {2, 1, 0},
                                i -> labels[i],
                                (i, positive) -> new Case(i, "P" + i, positive, Map.of()))
                        .list())
                .containsExactly(new Case(2, "P2", false, Map.of()), new Case(0, "P0", true, Map.of()));
    }

    @Test
    void aPatientInTwoPartsIsRefused() {
        Fold fold = experiment().folds().get(0);
        Cases more = new Cases(List.of(new Case(1000, fold.train().list().get(0).patient(), true, Map.of())));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Fold(Task.ATRIAL_FLUTTER, fold.train(), more, fold.test()))
                .withMessage("a patient is in two of training, validation and test (afl)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Fold(Task.ATRIAL_FLUTTER, fold.train(), fold.validation(), more));
    }
}
