package org.einthoven.training.evaluate.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.einthoven.ecg.Task;
import org.einthoven.training.data.Origin;
import org.einthoven.training.evaluate.Estimate;
import org.einthoven.training.evaluate.study.Synthetic.Data;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way on embeddings whose figures theory knows. */
class StudyTest {
    private static final long SEED = 17;
    private static final StudySettings SETTINGS = new StudySettings(SEED, .1);

    @TempDir
    static Path folder = Path.of("");

    private static final List<Data> DATA = List.of(
            Synthetic.data(Task.ATRIAL_FIBRILLATION, 200, 8, .3, false, SEED),
            // The same patients with labels that mean nothing, and with labels of whom only few have the finding.
            new Data(new float[0][], shuffled()),
            new Data(new float[0][], rare()));

    private static final List<String> told = new ArrayList<>();

    private static ExperimentResult result =
            new ExperimentResult(Synthetic.experiment("real", Origin.REAL, DATA), new StudyProgress(0, 0), List.of());

    private static Fold shuffled() {
        return Synthetic.data(Task.ATRIAL_FLUTTER, 200, 8, .3, true, SEED).fold();
    }

    /** Three test patients have the finding, and nobody in the validation part. */
    private static Fold rare() {
        Fold fold = Synthetic.data(Task.MYOCARDIAL_INFARCTION, 200, 8, .02, false, 3)
                .fold();
        return new Fold(
                fold.task(),
                fold.train(),
                fold.validation().select(fold.validation().places(each -> !each.positive())),
                fold.test());
    }

    @BeforeAll
    static void study() throws Exception {
        Study study = study("real");
        assertThat(study.run(
                                folder,
                                Duration.ofMinutes(10),
                                (progress, line) -> told.add(progress.done() + "/" + progress.all() + " " + line))
                        .complete())
                .isTrue();
        result = study.results(folder).get(0);
        study.report(folder, List.of(result), Map.of("git commit", "<unknown>"));
    }

    private static Study study(String id) {
        return new Study("Two <Gaussians>", List.of(Synthetic.experiment(id, Origin.REAL, DATA)), SETTINGS);
    }

    @Test
    void theCurveRisesToWhatTheoryAllows() throws Exception {
        FoldResult fold = result.folds().get(0);
        ArmCurve blind = fold.curves().get(0);
        ArmCurve probe = fold.curves().get(1);
        SizeEstimate few = probe.sizes().get(0);
        SizeEstimate all = probe.sizes().get(probe.sizes().size() - 1);

        assertThat(probe.sizes()).extracting(SizeEstimate::labels).containsExactly(16, 32, 64, 128, 200);
        assertThat(few.auroc().value()).isLessThan(all.auroc().value() - .05);
        assertThat(Synthetic.AUROC)
                .as("seed %d", SEED)
                .isBetween(all.auroc().low(), all.auroc().high());
        assertThat(blind.sizes()).allSatisfy(size -> assertThat(.5)
                .isBetween(size.auroc().low(), size.auroc().high()));
        Estimate difference = probe.differences().get(200);
        assertThat(difference.low()).isPositive();
        assertThat(difference.value())
                .isCloseTo(
                        all.auroc().value()
                                - blind.sizes()
                                        .get(blind.sizes().size() - 1)
                                        .auroc()
                                        .value(),
                        Offset.offset(1e-9));
        assertThat(blind.differences()).isEmpty();
    }

    @Test
    void armsThatDifferInOneThingAreComparedInPairs() throws Exception {
        FoldResult fold = result.folds().get(0);
        ArmCurve blind = fold.curves().get(0);
        ArmCurve probe = fold.curves().get(1);
        assertThat(fold.differences())
                .as("an arm that was never fitted is compared with none")
                .extracting(Difference::labels)
                .containsExactly(16, 32, 64, 128, 200);
        for (int i = 0; i < fold.differences().size(); i++) {
            Difference difference = fold.differences().get(i);
            assertThat(difference.auroc()).isEqualTo(probe.differences().get(difference.labels()));
            assertThat(difference.subsets()).isEqualTo(probe.sizes().get(i).subsets());
            assertThat(difference.auprc().value())
                    .isCloseTo(
                            probe.sizes().get(i).auprc().value()
                                    - blind.sizes().get(i).auprc().value(),
                            Offset.offset(1e-9));
            assertThat(difference.auprc().low()).isLessThan(difference.auprc().value());
        }
        assertThat(Files.readString(folder.resolve("report.md")))
                .contains("embedding, linear probe less noise alone, linear probe");
    }

    @Test
    void shuffledLabelsAreGuessed() throws Exception {
        for (ArmCurve curve : result.folds().get(1).curves()) {
            assertThat(curve.sizes()).isNotEmpty().allSatisfy(size -> assertThat(.5)
                    .as("%s, %d labels, seed %d", curve.arm().name(), size.labels(), SEED)
                    .isBetween(size.auroc().low(), size.auroc().high()));
        }
    }

    @Test
    void probabilitiesDecisionsAndAbstentionHoldOnTestRecords() throws Exception {
        ArmResult probe = result.folds().get(0).results().get(1);

        assertThat(probe.labels()).isEqualTo(200);
        assertThat(probe.metrics().calibrationError().value()).isLessThan(.1);
        assertThat(probe.metrics().brier().value()).isBetween(.1, .17);
        assertThat(probe.metrics().specific().specificity().value()).isBetween(.88, 1.0);
        assertThat(probe.coverage().present()).isBetween(.8, 1.0);
        assertThat(probe.coverage().absent()).isBetween(.8, 1.0);
        assertThat(probe.coverage().abstained()).isBetween(.05, .6);
        assertThat(probe.subgroups())
                .extracting(Subgroup::key, Subgroup::value)
                .contains(org.assertj.core.groups.Tuple.tuple("sex", "female"))
                .hasSizeGreaterThanOrEqualTo(6);
    }

    @Test
    void aFindingWithoutValidationRecordsIsToldNotFitted() throws Exception {
        FoldResult rare = result.folds().get(2);

        assertThat(rare.fold().fault()).contains("no validation record is labelled as one with the finding");
        assertThat(rare.curves()).isEmpty();
        assertThat(told).hasSize(300);
        assertThat(told.get(0)).startsWith("1/300 af,blind,16,0,");
        assertThat(told.get(299)).startsWith("300/300 afl,incapable,200,9,");
        assertThat(told).noneMatch(line -> line.contains(" mi,"));
        assertThat(Files.readString(folder.resolve("report.md")))
                .contains("Not evaluated: no validation record is labelled as one with the finding.");
    }

    @Test
    void anArmThatCannotFitSaysWhy() throws Exception {
        FoldResult fold = result.folds().get(0);

        assertThat(fold.unfitted()).containsExactly("incapable: it has alas no weights at all (50 fits)");
        assertThat(fold.curves()).extracting(curve -> curve.arm().name()).containsExactly("blind", "probe");
    }

    @Test
    void thePageNeedsNothingElseAndIsEscaped() throws Exception {
        String page = Files.readString(folder.resolve("report.html"));

        assertThat(page)
                .contains("<h1>Two &lt;Gaussians&gt;</h1>", "Two Gaussians &lt;&amp;&gt; &quot;quoted&quot;")
                .contains("&lt;unknown&gt;", "Research use only", "Real ECGs.", "default-src 'none'")
                .doesNotContain("src=", "href=", "url(", "<script", "<link", "@import", "<unknown>", "Simulated");
        assertThat(page.split("<svg xmlns", -1))
                .as("six figures of two findings")
                .hasSize(13);
    }

    @Test
    void eachFigureIsAFileAndMarkdownNamesIt() throws Exception {
        String text = Files.readString(folder.resolve("report.md"));
        try (Stream<Path> figures = Files.list(folder.resolve("figures"))) {
            List<String> names =
                    figures.map(file -> file.getFileName().toString()).sorted().toList();
            assertThat(names).hasSize(12).contains("real-af-auroc.svg", "real-afl-reliability.svg");
            assertThat(names).allSatisfy(name -> assertThat(text).contains("](figures/" + name + ")"));
        }
        assertThat(text)
                .contains("| embedding, linear probe | 200 | 10 |")
                .contains("Not fitted: incapable: it has alas no weights at all (50 fits).");
    }

    @Test
    void fewCasesAreNoClaimAndSimulationIsToldSo() throws Exception {
        Fold fold =
                Synthetic.data(Task.ATRIAL_FIBRILLATION, 60, 8, .3, false, SEED).fold();
        Experiment simulated = Synthetic.experiment(
                "simulated", Origin.SIMULATED, List.of(new Data(DATA.get(0).embeddings(), fold)));
        Study study = new Study("Few", List.of(simulated), SETTINGS);
        Path few = folder.resolve("few");

        assertThat(study.run(few, Duration.ofMinutes(1), (progress, line) -> {}).complete())
                .isTrue();
        study.report(few, Map.of());

        assertThat(Files.readString(few.resolve("report.md")))
                .contains("| no claim |", "Simulated ECGs. These figures show", "fewer than twenty test records")
                .contains("## Atrial fibrillation (simulated ECGs)", "| finding (simulated ECGs) |")
                .doesNotContain("Sub-groups");
        assertThat(few.resolve("figures").resolve("simulated-af-roc.svg"))
                .as("steps of a twentieth are no curve")
                .doesNotExist();
        assertThat(Files.readString(few.resolve("figures").resolve("simulated-af-auroc.svg")))
                .contains(">Simulated ECGs. Few cases: no claim. ");
    }

    @Test
    void aFindingThatNobodyHasInTheTestPartIsNamedAndTheOthersAreEvaluated() throws Exception {
        Fold fold = DATA.get(0).fold();
        Cases healthy = fold.test().select(fold.test().places(each -> !each.positive()));
        Fold none = new Fold(Task.PREMATURE_ATRIAL_CONTRACTION, fold.train(), fold.validation(), healthy);
        Cases nobody = new Cases(List.of());
        Fold unlabelled = new Fold(Task.MYOCARDIAL_INFARCTION, nobody, nobody, nobody);
        Experiment experiment = Synthetic.experiment(
                "none",
                Origin.REAL,
                List.of(DATA.get(0), new Data(new float[0][], none), new Data(new float[0][], unlabelled)));
        Study study = new Study("None", List.of(experiment), SETTINGS);
        Path none0 = folder.resolve("none");

        study.run(none0, Duration.ofSeconds(20), (progress, line) -> {});
        study.report(none0, Map.of());

        assertThat(Files.readString(none0.resolve("report.md")))
                .contains("| not evaluated: no test record is labelled as one with the finding |")
                .contains("## Premature atrial contraction\n\nNot evaluated: no test record is labelled as one with")
                .contains("| Myocardial infarction | 0 / 0 | 0 / 0 | 0 / 0 | not evaluated: no training record is")
                .contains("| Atrial fibrillation | ");
        assertThat(Files.readString(none0.resolve("report.html"))).contains("Not evaluated: no test record");
    }

    @Test
    void whatAKindOfFigureMeansIsToldOnce() throws Exception {
        String text = Files.readString(folder.resolve("report.md"));

        assertThat(text).containsOnlyOnce("The diagonal is guessing").containsOnlyOnce("Split conformal prediction");
    }

    @Test
    void aReportOfAPartOfTheWaySaysSo() throws Exception {
        Path part = folder.resolve("part");
        Study study = study("real");
        study.report(part, Map.of());

        assertThat(Files.readString(part.resolve("report.html")))
                .contains("Unfinished: 0 of 300 fits done: run the same again to go on.");
    }

    @Test
    void experimentsHaveNamesOfTheirOwn() {
        Experiment one = Synthetic.experiment("real", Origin.REAL, DATA);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Study("", List.of(one, one), SETTINGS))
                .withMessageContaining("two experiments");
        assertThatIllegalArgumentException().isThrownBy(() -> Synthetic.experiment("../elsewhere", Origin.REAL, DATA));
    }
}
