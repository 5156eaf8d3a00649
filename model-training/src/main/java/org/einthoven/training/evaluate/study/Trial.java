package org.einthoven.training.evaluate.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.einthoven.ecg.Task;

/**
 * What an arm reaches on records that it may be chosen by: training and validation, never test. Quick and rough, for comparing many ways
 * to pretrain; what is claimed afterwards comes from a {@link Study} and its test records.
 *
 * @param auroc the mean over draws and folds
 * @param fits over how many fits it is the mean
 */
public record Trial(double auroc, int fits) {
    private static final int FOLDS = 5;

    /**
     * From some labels. The validation patients are halved: one half chooses, the other judges, and the other way round, so that no arm is
     * judged by what it was chosen by.
     *
     * @param labels how many training records, 2 to all
     * @param draws of subsets; of all records there is one
     * @throws CannotFitException where the arm cannot learn, or a half has records of one kind only
     */
    public static Trial ofValidation(
            Task task, Cases train, Cases validation, Arm arm, int labels, int draws, long seed)
            throws CannotFitException, IOException, InterruptedException {
        List<Cases> halves = dealt(validation, "validation", 2, seed);
        Sum sum = new Sum();
        for (int draw = 0; draw < (labels == train.size() ? 1 : draws); draw++) {
            Cases subset = new NestedSubsets(train, seed + draw).of(labels);
            for (int half = 0; half < 2; half++) {
                sum.add(task, subset, halves.get(1 - half), halves.get(half), arm, seed + draw);
            }
        }
        return sum.mean();
    }

    /**
     * By repeated five-fold cross-validation: three folds train, one chooses, one judges. For sets with so few records of a finding that no
     * validation part could tell anything.
     *
     * @throws CannotFitException where there are fewer than five patients with or without the finding
     */
    public static Trial crossValidated(Task task, Cases all, Arm arm, int repeats, long seed)
            throws CannotFitException, IOException, InterruptedException {
        Sum sum = new Sum();
        for (int repeat = 0; repeat < repeats; repeat++) {
            List<Cases> folds = dealt(all, "training and validation", FOLDS, seed + repeat);
            for (int fold = 0; fold < FOLDS; fold++) {
                List<Case> train = new ArrayList<>();
                for (int other = 2; other < FOLDS; other++) {
                    train.addAll(folds.get((fold + other) % FOLDS).list());
                }
                sum.add(task, new Cases(train), folds.get((fold + 1) % FOLDS), folds.get(fold), arm, seed + repeat);
            }
        }
        return sum.mean();
    }

    /**
     * Patients with the finding, then those without, dealt out in turn after shuffling; a patient's records stay together.
     *
     * @param kind of which part these records are, for who reads why it cannot be
     */
    private static List<Cases> dealt(Cases cases, String kind, int parts, long seed) throws CannotFitException {
        Map<String, Boolean> positive = new HashMap<>();
        cases.list().forEach(each -> positive.merge(each.patient(), each.positive(), Boolean::logicalOr));
        Map<String, Integer> part = new HashMap<>();
        for (boolean present : new boolean[] {true, false}) {
            List<String> patients = new ArrayList<>(positive.keySet().stream()
                    .filter(patient -> present == positive.getOrDefault(patient, false))
                    .sorted()
                    .toList());
            Collections.shuffle(patients, new Random(seed));
            for (int i = 0; i < patients.size(); i++) {
                part.put(patients.get(i), i % parts);
            }
        }
        List<Cases> dealt = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            int own = i;
            Cases of = new Cases(cases.list().stream()
                    .filter(each -> part.getOrDefault(each.patient(), 0) == own)
                    .toList());
            if (!of.bothKinds()) {
                long with =
                        positive.values().stream().filter(Boolean::booleanValue).count();
                throw new CannotFitException("too few patients: the " + kind + " records are of " + with
                        + " with the finding and " + (positive.size() - with) + " without it, and each of " + parts
                        + " parts needs both kinds");
            }
            dealt.add(of);
        }
        return dealt;
    }

    private static final class Sum {
        private double sum;
        private int count;

        void add(Task task, Cases train, Cases chooses, Cases judges, Arm arm, long seed)
                throws CannotFitException, IOException, InterruptedException {
            double[] scores = arm.fit(new TrainingData(task, train, chooses, judges.records()), seed)
                    .test();
            sum += judges.scores(scores).auroc();
            count++;
        }

        Trial mean() {
            return new Trial(sum / count, count);
        }
    }
}
