package org.einthoven.training.cohort;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.einthoven.ecg.Task;
import org.einthoven.ecg.simulator.ElectrodeFault;
import org.einthoven.ecg.simulator.Infarction;
import org.einthoven.ecg.simulator.Infarction.Stage;
import org.einthoven.ecg.simulator.Rhythm.Kind;
import org.einthoven.ecg.simulator.Ventricles;
import org.jspecify.annotations.Nullable;

/** What the page of plots shows one ECG of: a finding alone, or a mimic without any. */
enum Example {
    HEALTHY("Nothing of note", Set.of(), calm().and(Example::ordinary)),
    ATRIAL_FIBRILLATION("Atrial fibrillation", Set.of(Task.ATRIAL_FIBRILLATION), calm().and(Example::normal)),
    ATRIAL_FLUTTER("Atrial flutter", Set.of(Task.ATRIAL_FLUTTER), calm().and(Example::normal)),
    PAC(
            "Premature atrial beats",
            Set.of(Task.PREMATURE_ATRIAL_CONTRACTION),
            calm().and(Example::normal).and(Example::unhurried)),
    PVC("Premature ventricular beats", Set.of(Task.PREMATURE_VENTRICULAR_CONTRACTION), calm().and(Example::normal)),
    AVB1("First-degree AV block", Set.of(Task.FIRST_DEGREE_AV_BLOCK), calm().and(Example::normal)),
    ACUTE_INFARCTION("Acute infarction", Set.of(Task.MYOCARDIAL_INFARCTION), infarction(Stage.ACUTE)),
    EVOLVING_INFARCTION("Evolving infarction", Set.of(Task.MYOCARDIAL_INFARCTION), infarction(Stage.EVOLVING)),
    OLD_INFARCTION("Old infarction", Set.of(Task.MYOCARDIAL_INFARCTION), infarction(Stage.OLD)),
    SINUS_ARRHYTHMIA(
            "Mimic: sinus arrhythmia",
            Set.of(),
            calm().and(visit -> visit.state().kind() == Kind.SINUS_ARRHYTHMIA && normal(visit) && bpm(visit) < 80)),
    LONG_NORMAL_PR(
            "Mimic: PR interval of 180 to 198 ms",
            Set.of(),
            calm().and(visit -> normal(visit) && visit.state().prSeconds() > .185)),
    EARLY_REPOLARISATION("Mimic: early repolarisation", Set.of(), ventricles(Ventricles.EARLY_REPOLARISATION)),
    LEFT_BUNDLE_BRANCH_BLOCK(
            "Mimic: left bundle branch block", Set.of(), ventricles(Ventricles.LEFT_BUNDLE_BRANCH_BLOCK)),
    RIGHT_BUNDLE_BRANCH_BLOCK(
            "Mimic: right bundle branch block", Set.of(), ventricles(Ventricles.RIGHT_BUNDLE_BRANCH_BLOCK)),
    SINUS_TACHYCARDIA("Mimic: sinus tachycardia", Set.of(), calm().and(visit -> normal(visit) && bpm(visit) > 135)),
    ARTEFACT(
            "Mimic: artefact",
            Set.of(),
            visit -> normal(visit)
                    && visit.nuisance().faults().isEmpty()
                    && visit.nuisance().noise().muscleMv() > .03
                    && visit.nuisance().noise().wanderMv() > .15),
    EXCHANGED_ELECTRODES(
            "Nuisance: exchanged arm electrodes",
            Set.of(),
            visit -> normal(visit) && visit.nuisance().faults().contains(ElectrodeFault.RA_LA));

    private final String title;
    private final Set<Task> findings;
    private final Predicate<SimulatedVisit> shows;

    Example(String title, Set<Task> findings, Predicate<SimulatedVisit> shows) {
        this.title = title;
        this.findings = findings;
        this.shows = shows;
    }

    boolean isShownBy(SimulatedVisit visit, CohortEcg ecg) {
        Set<Task> present = Arrays.stream(Task.values())
                .filter(task -> Objects.equals(ecg.entry().labels().get(task), true))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Task.class)));
        return present.equals(findings) && shows.test(visit);
    }

    String file() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + ".svg";
    }

    String title(SimulatedVisit visit) {
        Infarction infarction = visit.state().infarction();
        String where =
                infarction == null ? "" : ", " + infarction.territory().name().toLowerCase(java.util.Locale.ROOT);
        String fault = visit.nuisance().faults().stream()
                .map(one -> ", " + one.name().replace('_', ' '))
                .collect(Collectors.joining());
        return title + where + fault + ", " + Math.round(bpm(visit)) + "/min; simulated; "
                + visit.nuisance().site().filters();
    }

    private static double bpm(SimulatedVisit visit) {
        return visit.nuisance().bpm();
    }

    private static Predicate<SimulatedVisit> calm() {
        return visit -> visit.nuisance().faults().isEmpty()
                && visit.nuisance().site().recorder(1).highPassHz() < .5
                && visit.nuisance().noise().muscleMv() < .015
                && visit.nuisance().noise().powerlineMv() < .02
                && visit.nuisance().noise().wanderMv() < .08;
    }

    private static boolean ordinary(SimulatedVisit visit) {
        return normal(visit)
                && visit.state().kind() == Kind.SINUS
                && visit.state().prSeconds() < .17
                && unhurried(visit);
    }

    private static boolean unhurried(SimulatedVisit visit) {
        return bpm(visit) > 60 && bpm(visit) < 85;
    }

    private static boolean normal(SimulatedVisit visit) {
        return visit.state().ventricles() == Ventricles.NORMAL;
    }

    private static Predicate<SimulatedVisit> infarction(Stage stage) {
        return calm().and(visit -> normal(visit)
                && unhurried(visit)
                && stage == stage(visit.state().infarction()));
    }

    private static @Nullable Stage stage(@Nullable Infarction infarction) {
        return infarction == null ? null : infarction.stage();
    }

    private static Predicate<SimulatedVisit> ventricles(Ventricles ventricles) {
        return calm().and(visit -> visit.state().ventricles() == ventricles);
    }
}
