package org.einthoven.training.cohort;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.einthoven.ecg.Demographics.Sex;
import org.einthoven.ecg.simulator.Patient;
import org.einthoven.ecg.store.StoreKey;

/**
 * Who comes, and in which state each time; no samples yet.
 *
 * @param sex drawn like the age without looking at anything else: neither tells of a finding here
 * @param visits one to six, in order of time
 */
record SimulatedPatient(StoreKey key, Patient heart, Sex sex, int ageAtFirstVisit, List<SimulatedVisit> visits) {
    private static final int YOUNGEST = 30;
    private static final int OLDEST = 80;

    SimulatedPatient {
        Objects.requireNonNull(key);
        Objects.requireNonNull(heart);
        Objects.requireNonNull(sex);
        visits = List.copyOf(visits);
    }

    /** The same for the same cohort seed and number, whatever else the cohort holds. */
    static SimulatedPatient draw(long cohortSeed, int number, Prevalences prevalences) {
        String name = "simulated cohort " + cohortSeed + " patient " + number;
        StoreKey key = StoreKey.publicName(name);
        SplittableRandom random = new SplittableRandom(key.low());
        Patient heart = Patient.random(random.split());
        List<Instant> times = Attendance.draw(random.split());
        List<HeartState> states = Course.draw(prevalences, times, random.split());
        List<Nuisance> nuisances = nuisances(times.size(), random.split());
        SplittableRandom person = random.split();
        List<SimulatedVisit> visits = new ArrayList<>();
        for (int visit = 0; visit < times.size(); visit++) {
            visits.add(new SimulatedVisit(
                    StoreKey.publicName(name + " visit " + visit),
                    times.get(visit),
                    states.get(visit),
                    nuisances.get(visit),
                    random.nextLong()));
        }
        return new SimulatedPatient(
                key, heart, person.nextBoolean() ? Sex.FEMALE : Sex.MALE, person.nextInt(YOUNGEST, OLDEST), visits);
    }

    private static List<Nuisance> nuisances(int visits, SplittableRandom random) {
        Nuisance.Habit habit = Nuisance.Habit.draw(random);
        List<Nuisance> nuisances = new ArrayList<>();
        for (int visit = 0; visit < visits; visit++) {
            nuisances.add(Nuisance.draw(habit, random));
        }
        return nuisances;
    }
}
