package org.einthoven.training.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.einthoven.ecg.Task;
import org.einthoven.ecg.simulator.Infarction;
import org.einthoven.ecg.simulator.Infarction.Stage;
import org.einthoven.ecg.simulator.Rhythm.Kind;
import org.einthoven.ecg.simulator.TrueBeat;
import org.einthoven.ecg.simulator.Ventricles;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CohortTest {
    private static final long SEED = 5;
    private static final Prevalences PREVALENCES = Prevalences.standard();

    private static Stream<SimulatedPatient> patients(int count) {
        return IntStream.range(0, count).mapToObj(number -> SimulatedPatient.draw(SEED, number, PREVALENCES));
    }

    private static Stream<SimulatedVisit> visits(int patients) {
        return patients(patients).flatMap(patient -> patient.visits().stream());
    }

    private static void assertSame(CohortEcg one, CohortEcg other) {
        assertThat(one.entry()).isEqualTo(other.entry());
        assertThat(one.window().samples()).isEqualTo(other.window().samples());
        assertThat(one.window().valid()).isEqualTo(other.window().valid());
    }

    @Nested
    class Repeatable {
        @Test
        void aPatientDoesNotDependOnHowManyThereAre() {
            List<CohortEcg> few = new Cohort(SEED, 3, PREVALENCES).ecgs().toList();
            List<CohortEcg> more =
                    new Cohort(SEED, 6, PREVALENCES).ecgs().limit(few.size()).toList();

            for (int i = 0; i < few.size(); i++) {
                assertSame(few.get(i), more.get(i));
            }
        }

        @Test
        void severalThreadsGiveTheSameInTheSameOrder() throws IOException, InterruptedException {
            Cohort cohort = new Cohort(SEED, 8, PREVALENCES);
            List<CohortEcg> parallel = new ArrayList<>();
            cohort.each(3, parallel::addAll);
            List<CohortEcg> sequential = cohort.ecgs().toList();

            assertThat(parallel).hasSameSizeAs(sequential);
            for (int i = 0; i < parallel.size(); i++) {
                assertSame(parallel.get(i), sequential.get(i));
            }
        }

        @Test
        void anotherSeedGivesOtherPeople() {
            SimulatedPatient one = SimulatedPatient.draw(1, 0, PREVALENCES);
            SimulatedPatient other = SimulatedPatient.draw(2, 0, PREVALENCES);

            assertThat(one.key()).isNotEqualTo(other.key());
            assertThat(one.visits().get(0).nuisance())
                    .isNotEqualTo(other.visits().get(0).nuisance());
        }

        @Test
        void aFailureOfTheTakerEndsIt() {
            Cohort cohort = new Cohort(SEED, 1_000_000, PREVALENCES);

            assertThatThrownBy(() -> cohort.each(2, ecgs -> {
                        throw new IOException("full");
                    }))
                    .isInstanceOf(IOException.class)
                    .hasMessage("full");
        }
    }

    @Nested
    class Lives {
        @Test
        void mostComeMoreThanOnceAndNobodyMoreThanSixTimes() {
            int[] byVisits = new int[8];
            patients(2000).forEach(patient -> byVisits[patient.visits().size()]++);

            assertThat(byVisits[0] + byVisits[7]).isZero();
            assertThat(byVisits[1]).as("seed %d", SEED).isBetween(600, 800);
            for (int count = 1; count < 5; count++) {
                assertThat(byVisits[count]).isGreaterThan(byVisits[count + 1]);
            }
        }

        @Test
        void visitsAreInOrderAndMostlyYearsApart() {
            List<Double> years = new ArrayList<>();
            patients(500).map(SimulatedPatient::visits).forEach(visits -> {
                for (int i = 1; i < visits.size(); i++) {
                    Instant before = visits.get(i - 1).time();
                    years.add((visits.get(i).time().getEpochSecond() - before.getEpochSecond()) / 86400 / 365.25);
                }
            });

            assertThat(years).allMatch(interval -> interval > 0);
            assertThat(years.stream().filter(interval -> interval > .5)).hasSizeGreaterThan(years.size() * 3 / 4);
        }

        @Test
        void anInfarctionStaysAndOnlyAges() {
            int[] seen = new int[Stage.values().length];
            patients(1500).forEach(patient -> {
                int stage = -1;
                for (SimulatedVisit visit : patient.visits()) {
                    Infarction infarction = visit.state().infarction();
                    int now = infarction == null ? -1 : infarction.stage().ordinal();
                    assertThat(now).isGreaterThanOrEqualTo(stage);
                    stage = now;
                    if (now >= 0) {
                        seen[now]++;
                    }
                }
            });
            assertThat(seen).as("seed %d", SEED).doesNotContain(0);
            assertThat(seen[Stage.OLD.ordinal()]).isGreaterThan(seen[Stage.ACUTE.ordinal()]);
        }

        @Test
        void fibrillationIsPermanentOrComesAndGoes() {
            int permanent = 0;
            int paroxysmal = 0;
            for (SimulatedPatient patient : patients(1500).toList()) {
                List<SimulatedVisit> visits = patient.visits();
                long fibrillating = visits.stream()
                        .filter(visit -> visit.state().kind() == Kind.ATRIAL_FIBRILLATION)
                        .count();
                permanent += visits.size() > 2 && fibrillating == visits.size() ? 1 : 0;
                paroxysmal += fibrillating > 0 && fibrillating < visits.size() ? 1 : 0;
            }
            assertThat(permanent).as("seed %d", SEED).isGreaterThan(20);
            assertThat(paroxysmal).as("seed %d", SEED).isGreaterThan(50);
        }

        @Test
        void aBlockMostlyStaysAndPrematureBeatsComeAndGo() {
            int blockedTwice = 0;
            int blocked = 0;
            int prematureTwice = 0;
            int premature = 0;
            for (SimulatedPatient patient : patients(2500).toList()) {
                List<SimulatedVisit> visits = patient.visits();
                for (int i = 1; i < visits.size(); i++) {
                    HeartState before = visits.get(i - 1).state();
                    HeartState now = visits.get(i).state();
                    blocked += before.prSeconds() > .2 ? 1 : 0;
                    blockedTwice += before.prSeconds() > .2 && now.prSeconds() > .2 ? 1 : 0;
                    premature += before.ventricularBurden() > 0 ? 1 : 0;
                    prematureTwice += before.ventricularBurden() > 0 && now.ventricularBurden() > 0 ? 1 : 0;
                }
            }
            assertThat((double) blockedTwice / blocked).as("seed %d", SEED).isBetween(.78, .95);
            assertThat((double) prematureTwice / premature).as("seed %d", SEED).isBetween(.35, .65);
        }

        @Test
        void aBundleBranchBlockStays() {
            patients(1500).forEach(patient -> {
                boolean blocked = false;
                for (SimulatedVisit visit : patient.visits()) {
                    boolean now = visit.state().ventricles() == Ventricles.LEFT_BUNDLE_BRANCH_BLOCK;
                    assertThat(now || !blocked).isTrue();
                    blocked = now;
                }
            });
        }

        @Test
        void whatNeedsASinusRhythmHasOne() {
            assertThat(visits(1000).map(SimulatedVisit::state).filter(state -> !state.isSinus()))
                    .allMatch(state -> state.atrialBurden() == 0);
        }

        @Test
        void flutterCanGiveAnyRateThatIsDrawn() {
            visits(3000)
                    .filter(visit -> visit.state().kind() == Kind.ATRIAL_FLUTTER)
                    .forEach(visit -> {
                        double bpm = visit.nuisance().bpm();
                        double atria = visit.state()
                                .rhythm(bpm, org.einthoven.ecg.simulator.Patient.average())
                                .flutterBpm();
                        double waves = atria / bpm;
                        assertThat(waves).isBetween(1.9, 4.1);
                        assertThat(Math.abs(waves - Math.rint(waves))).isLessThan(.001);
                    });
        }
    }

    @Nested
    class Configured {
        @Test
        void aFindingThatIsSwitchedOffDoesNotOccur() {
            Prevalences none = new Prevalences(new EnumMap<>(Task.class), Map.of());
            Recordings recordings = new Recordings();
            for (int number = 0; number < 60; number++) {
                SimulatedPatient patient = SimulatedPatient.draw(SEED, number, none);
                for (SimulatedVisit visit : patient.visits()) {
                    List<TrueBeat> beats = recordings.beats(patient, visit);
                    assertThat(TrueLabels.of(visit.state(), beats, Recordings.SECONDS))
                            .doesNotContainValue(true);
                }
            }
        }

        @Test
        void sharesChangeByName() {
            Prevalences changed = PREVALENCES.with(Map.of("af", .3, "lbbb", 0.0));

            assertThat(changed.of(Task.ATRIAL_FIBRILLATION)).isEqualTo(.3);
            assertThat(changed.of(Mimic.LEFT_BUNDLE_BRANCH_BLOCK)).isZero();
            assertThat(changed.of(Task.ATRIAL_FLUTTER)).isEqualTo(PREVALENCES.of(Task.ATRIAL_FLUTTER));
        }

        @Test
        void refusesWhatCannotBe() {
            assertThatThrownBy(() -> PREVALENCES.with(Map.of("angina", .1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("angina")
                    .hasMessageContaining("lbbb");
            assertThatThrownBy(() -> PREVALENCES.with(Map.of("mi", .9))).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> PREVALENCES.with(Map.of("mi", Double.NaN)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> PREVALENCES.with(Map.of("af", .4, "afl", .4)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new Cohort(SEED, 0, PREVALENCES)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new Cohort(SEED, 1, PREVALENCES).each(0, ecgs -> {}))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void everyEcgHasTwelveLeadsAndAllLabels() {
        new Cohort(SEED, 10, PREVALENCES).ecgs().forEach(ecg -> {
            assertThat(ecg.entry().labels()).hasSize(Task.values().length);
            assertThat(Objects.requireNonNull(ecg.entry().ageYears())).isBetween(30, 90);
            int valid = 0;
            for (boolean one : ecg.window().valid()) {
                valid += one ? 1 : 0;
            }
            // An electrode on the right leg leaves a lead flat, and masked.
            assertThat(valid).isGreaterThanOrEqualTo(11 * 2500);
        });
    }
}
