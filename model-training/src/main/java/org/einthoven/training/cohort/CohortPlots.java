package org.einthoven.training.cohort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.einthoven.ecg.Task;
import org.einthoven.training.evaluate.Scores;

/** The pictures of a cohort: an ECG of each {@link Example}, the first that it has, and what its patients are like. */
public final class CohortPlots {
    private final Map<Example, String> drawings = new EnumMap<>(Example.class);
    private final List<Labelled> ecgs = new ArrayList<>();
    /** One a patient: these do not depend on each other. */
    private final List<Labelled> firstEcgs = new ArrayList<>();

    private final int[] patientsByVisits = new int[Attendance.MOST_VISITS + 1];

    private CohortPlots() {}

    private record Labelled(SimulatedVisit visit, Map<Task, Boolean> labels) {
        boolean is(Task task) {
            return Objects.requireNonNull(labels.get(task));
        }
    }

    /**
     * Writes SVG files into a folder, over those that are there.
     *
     * @param progress is told how many patients are done
     */
    public static void write(Cohort cohort, Path folder, int threads, LongConsumer progress)
            throws IOException, InterruptedException {
        CohortPlots plots = new CohortPlots();
        int[] number = {0};
        cohort.each(threads, ecgs -> {
            plots.add(cohort.patient(number[0]++), ecgs);
            progress.accept(number[0]);
        });
        Files.createDirectories(folder);
        for (Map.Entry<String, String> file : plots.files().entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
    }

    private void add(SimulatedPatient patient, List<CohortEcg> recorded) {
        patientsByVisits[recorded.size()]++;
        for (int i = 0; i < recorded.size(); i++) {
            SimulatedVisit visit = patient.visits().get(i);
            CohortEcg ecg = recorded.get(i);
            Labelled labelled = new Labelled(visit, ecg.entry().labels());
            ecgs.add(labelled);
            if (i == 0) {
                firstEcgs.add(labelled);
            }
            for (Example example : Example.values()) {
                if (!drawings.containsKey(example) && example.isShownBy(visit, ecg)) {
                    drawings.put(example, EcgSketch.svg(example.title(visit), ecg.window()));
                }
            }
        }
    }

    private Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        drawings.forEach((example, svg) -> files.put(example.file(), svg));
        files.put("prevalences.svg", RowChart.bars("Share of " + ecgs.size() + " ECGs", shares(), .2));
        files.put("visits.svg", RowChart.bars("Share of patients by number of ECGs", attendance(), .5));
        files.put("nuisances.svg", nuisances());
        return files;
    }

    private Map<String, Double> shares() {
        Map<String, Double> shares = new LinkedHashMap<>();
        for (Task task : Task.values()) {
            shares.put(task.title(), share(ecg -> ecg.is(task)));
        }
        for (Mimic mimic : Mimic.values()) {
            shares.put(
                    "mimic: " + mimic.id(),
                    share(ecg -> mimic.isShownBy(ecg.visit().state())));
        }
        shares.put(
                "exchanged electrodes",
                share(ecg -> !ecg.visit().nuisance().faults().isEmpty()));
        shares.put("sinus rhythm over 100/min", share(CohortPlots::isTachycardia));
        return shares;
    }

    private static boolean isTachycardia(Labelled ecg) {
        return ecg.visit().state().isSinus() && ecg.visit().nuisance().bpm() > 100;
    }

    private double share(Predicate<Labelled> of) {
        return (double) ecgs.stream().filter(of).count() / ecgs.size();
    }

    private Map<String, Double> attendance() {
        Map<String, Double> shares = new LinkedHashMap<>();
        double patients = Arrays.stream(patientsByVisits).sum();
        for (int count = 1; count < patientsByVisits.length; count++) {
            shares.put(count == 1 ? "1 ECG" : count + " ECGs", patientsByVisits[count] / patients);
        }
        return shares;
    }

    /** How well each nuisance by itself tells each finding; the band is that of a finding as frequent as the rarest. */
    private String nuisances() {
        Map<String, List<Double>> areas = new LinkedHashMap<>();
        NuisanceFigures.ALL.forEach((name, figure) -> areas.put(name, areas(figure)));
        double rarest = Arrays.stream(Task.values())
                .mapToLong(
                        task -> firstEcgs.stream().filter(ecg -> ecg.is(task)).count())
                .min()
                .orElseThrow();
        double others = firstEcgs.size() - rarest;
        double interval = rarest == 0 ? .5 : 1.96 * Math.sqrt((rarest + others + 1) / (12 * rarest * others));
        return RowChart.areas(
                "AUROC of each nuisance for each of the six findings, first ECGs of " + firstEcgs.size() + " patients",
                areas,
                interval);
    }

    private List<Double> areas(ToDoubleFunction<Nuisance> figure) {
        double[] values = firstEcgs.stream()
                .mapToDouble(ecg -> figure.applyAsDouble(ecg.visit().nuisance()))
                .toArray();
        List<Double> areas = new ArrayList<>();
        for (Task task : Task.values()) {
            boolean[] truth = new boolean[values.length];
            for (int i = 0; i < truth.length; i++) {
                truth[i] = firstEcgs.get(i).is(task);
            }
            Scores scores = new Scores(truth, values);
            if (scores.bothKinds()) {
                areas.add(scores.auroc());
            }
        }
        return areas;
    }
}
