package org.einthoven.training.evaluate.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.data.Offset;
import org.einthoven.ecg.Task;
import org.einthoven.training.data.Origin;
import org.einthoven.training.evaluate.Estimate;
import org.einthoven.training.evaluate.study.Experiment.Unit;
import org.einthoven.training.evaluate.study.Synthetic.Data;
import org.einthoven.training.probe.ProbeArm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcrossTest {
    private static final StudySettings SETTINGS = new StudySettings(5, .1);
    private static final LabelSizes ALL =
            LabelSizes.STANDARD.withSizes(List.of("all")).withDraws(1);

    @TempDir
    Path folder = Path.of("");

    /** @param scale of the scores of this experiment's model: it must be of no matter to the others */
    private static Experiment experiment(String id, int patients, double prevalence, Origin origin, float scale) {
        Data data = Synthetic.data(Task.ATRIAL_FIBRILLATION, patients, 4, prevalence, false, patients);
        float[][] embeddings = new float[data.embeddings().length][];
        for (int i = 0; i < embeddings.length; i++) {
            embeddings[i] = data.embeddings()[i].clone();
            for (int j = 0; j < embeddings[i].length; j++) {
                embeddings[i][j] *= scale;
            }
        }
        return experiment(id, origin, data, List.of(new ProbeArm("probe", "linear probe", embeddings)));
    }

    private static Experiment experiment(String id, Origin origin, Data data, List<Arm> arms) {
        return new Experiment(
                id,
                "Tested on " + id,
                origin,
                "",
                Unit.PATIENT,
                List.of(data.fold(), unlabelled()),
                arms,
                "probe",
                List.of(new Comparison("probe", "noise"), new Comparison("probe", "same")),
                ALL);
    }

    private static float[][] noise(Data data) {
        float[][] noise = new float[data.embeddings().length][];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = data.embeddings()[i].clone();
            noise[i][0] = 0;
        }
        return noise;
    }

    @Test
    void armsAreComparedOnTheSameRecords() throws Exception {
        List<Experiment> experiments = new ArrayList<>();
        for (String id : List.of("a", "b")) {
            Data data = Synthetic.data(Task.ATRIAL_FIBRILLATION, 160, 4, .3, false, id.hashCode());
            experiments.add(experiment(
                    id,
                    Origin.REAL,
                    data,
                    List.of(
                            new ProbeArm("probe", "linear probe", data.embeddings()),
                            new ProbeArm("same", "the same", data.embeddings()),
                            new ProbeArm("noise", "noise alone", noise(data)))));
        }
        List<ExperimentResult> results = results(experiments);
        Estimate same = Pooled.difference(results, Task.ATRIAL_FIBRILLATION, new Comparison("probe", "same"), 1)
                .orElseThrow();
        assertThat(List.of(same.value(), same.low(), same.high()))
                .as("nothing but chance would part them, and pairs have none")
                .containsOnly(0.0);
        Estimate more = Pooled.difference(results, Task.ATRIAL_FIBRILLATION, new Comparison("probe", "noise"), 1)
                .orElseThrow();
        assertThat(more.value()).isCloseTo(pooled(results, "probe") - pooled(results, "noise"), Offset.offset(1e-12));
        assertThat(more.low()).isPositive();
        assertThat(Files.readString(folder.resolve("report.md")))
                .contains(
                        "Arms that differ in one thing", "linear probe less noise alone", "linear probe less the same");
    }

    private static double pooled(List<ExperimentResult> results, String arm) {
        return Pooled.of(results, Task.ATRIAL_FIBRILLATION, arm, 1)
                .orElseThrow()
                .auroc()
                .value();
    }

    private static Fold unlabelled() {
        Cases nobody = new Cases(List.of());
        return new Fold(Task.ATRIAL_FLUTTER, nobody, nobody, nobody);
    }

    private List<ExperimentResult> results(List<Experiment> experiments) throws Exception {
        Study study = new Study("Across", experiments, SETTINGS);
        assertThat(study.run(folder, Duration.ofMinutes(1), (progress, line) -> {})
                        .complete())
                .isTrue();
        study.report(folder, Map.of());
        return study.results(folder);
    }

    @Test
    void pairsAreOfOneExperimentEachAndWeighTheSame() throws Exception {
        List<ExperimentResult> results =
                results(List.of(experiment("a", 200, .3, Origin.REAL, 1), experiment("b", 120, .2, Origin.REAL, 100)));
        double wins = 0;
        double pairs = 0;
        int positives = 0;
        for (ExperimentResult result : results) {
            ArmResult arm = result.of(Task.ATRIAL_FIBRILLATION, "probe").orElseThrow();
            double own = (double) arm.scores().positives() * arm.scores().negatives();
            wins += own * arm.scores().auroc();
            pairs += own;
            positives += arm.scores().positives();
        }
        Pooled pooled = Pooled.of(results, Task.ATRIAL_FIBRILLATION, "probe", 1).orElseThrow();

        assertThat(pooled.positives()).isEqualTo(positives);
        assertThat(pooled.auroc().value()).isCloseTo(wins / pairs, Offset.offset(1e-12));
        assertThat(pooled.auroc().low()).isLessThan(pooled.auroc().value());
        assertThat(Synthetic.AUROC)
                .isBetween(pooled.auroc().low(), pooled.auroc().high());
        assertThat(pooled.calibrationError().value()).isBetween(0.0, .15);
        assertThat(Pooled.of(results, Task.ATRIAL_FLUTTER, "probe", 1)).isEmpty();
        assertThat(Pooled.of(results.subList(0, 1), Task.ATRIAL_FIBRILLATION, "probe", 1))
                .isEmpty();
    }

    /** With ten arms they once overlapped the next source's, and some left the chart. */
    @Test
    void theArmsOfASourceStandAtTheirSource() throws Exception {
        int count = 10;
        List<Experiment> experiments = new ArrayList<>();
        for (String id : List.of("a", "b")) {
            Data data = Synthetic.data(Task.ATRIAL_FIBRILLATION, 100, 4, .3, false, 5);
            List<Arm> arms = new ArrayList<>();
            arms.add(new ProbeArm("probe", "linear probe", data.embeddings()));
            for (int arm = 1; arm < count; arm++) {
                arms.add(new ProbeArm("probe-" + arm, "linear probe " + arm, data.embeddings()));
            }
            experiments.add(experiment(id, Origin.REAL, data, arms));
        }
        results(experiments);
        String svg = Files.readString(folder.resolve("figures/across-af-auroc.svg"));

        List<Double> sources =
                numbers(svg, "<text x=\"([0-9.]+)\" y=\"[0-9.]+\" text-anchor=\"middle\">(?:a|b|all)</text>");
        assertThat(sources).hasSize(3);
        double half = Math.abs(sources.get(1) - sources.get(0)) / 2;
        List<String> markers = new ArrayList<>();
        Matcher marks =
                Pattern.compile("<path d=\"([^\"]+z)\" fill=\"(#[0-9a-f]+)\"/>").matcher(svg);
        while (marks.find()) {
            List<Double> places = numbers(marks.group(1), "M([0-9.]+),");
            if (places.size() == sources.size()) {
                markers.add(marks.group(2));
                places.forEach(place -> assertThat(sources)
                        .as("the source of a marker at " + place)
                        .anyMatch(source -> Math.abs(source - place) < half));
            }
        }
        assertThat(markers).as("colours").hasSize(count).doesNotHaveDuplicates();
    }

    private static List<Double> numbers(String text, String pattern) {
        List<Double> numbers = new ArrayList<>();
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) {
            numbers.add(Double.valueOf(matcher.group(1)));
        }
        return numbers;
    }

    @Test
    void aFindingHasARowASourceAndOneOfAll() throws Exception {
        results(List.of(experiment("a", 200, .3, Origin.REAL, 1), experiment("b", 60, .2, Origin.REAL, 1)));
        String text = Files.readString(folder.resolve("report.md"));

        assertThat(text)
                .contains("## Across sources\n", "| finding, real ECGs | experiment |")
                .containsPattern("\\| Atrial fibrillation \\| Tested on a \\| \\d+ / 100 \\| 0\\.[^|]*\\|  \\|\n")
                .containsPattern(
                        "\\| Atrial fibrillation \\| Tested on b \\| \\d+ / 30 \\| 0\\.[^|]*\\| no claim \\|\n")
                .containsPattern("\\| Atrial fibrillation \\| all sources \\| \\d+ / 130 \\| 0\\.[^|]*\\|  \\|\n")
                .contains("| Atrial flutter | Tested on a | 0 / 0 | - | not evaluated: no training record is")
                .contains("](figures/across-af-auroc.svg)")
                .doesNotContain("figures/across-afl-auroc.svg", "figures/a-af-auroc.svg", "imulated");
        assertThat(Files.readString(folder.resolve("figures/across-af-auroc.svg")))
                .contains(">Real ECGs. ", ">no claim</text>", ">all</text>");
    }

    @Test
    void simulatedAndRealOnesNeverStandInOneFigure() throws Exception {
        List<Experiment> experiments = new ArrayList<>();
        experiments.add(experiment("real", 60, .3, Origin.REAL, 1));
        experiments.add(experiment("s", 60, .3, Origin.SIMULATED, 1));
        experiments.add(experiment("t", 80, .3, Origin.SIMULATED, 1));
        results(experiments);

        assertThat(Files.readString(folder.resolve("report.md")))
                .contains("## Across sources (simulated ECGs)", "| finding, simulated ECGs |")
                .doesNotContain("| Atrial fibrillation | Tested on real |");
        assertThat(Files.readString(folder.resolve("figures/across-af-auroc.svg")))
                .contains(">Simulated ECGs. ")
                .doesNotContain("real");
    }
}
