package org.einthoven.training.evaluate.study;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.einthoven.training.data.Label;
import org.einthoven.training.evaluate.Estimate;
import org.einthoven.training.evaluate.FewCases;
import org.einthoven.training.evaluate.Scores;

/** Records whose truth for one finding is known; those for which it is not have no place here. */
public record Cases(List<Case> list) {
    public Cases {
        list = List.copyOf(list);
    }

    /**
     * Those of the records whose label is known.
     *
     * @param of what is told of the record of a number; the truth that it is given is the label's
     */
    public static Cases known(int[] records, IntFunction<Label> label, CaseMaker of) {
        return new Cases(Arrays.stream(records)
                .filter(record -> label.apply(record) != Label.UNKNOWN)
                .mapToObj(record -> of.make(record, label.apply(record) == Label.PRESENT))
                .toList());
    }

    /** Adds patient and sub-groups to a record and its truth. */
    public interface CaseMaker {
        Case make(int record, boolean positive);
    }

    public int size() {
        return list.size();
    }

    public int positives() {
        return (int) list.stream().filter(Case::positive).count();
    }

    public int negatives() {
        return size() - positives();
    }

    public boolean bothKinds() {
        return positives() > 0 && negatives() > 0;
    }

    /** Numbers in the data set. */
    public int[] records() {
        return list.stream().mapToInt(Case::record).toArray();
    }

    public boolean[] truth() {
        boolean[] truth = new boolean[size()];
        for (int i = 0; i < truth.length; i++) {
            truth[i] = list.get(i).positive();
        }
        return truth;
    }

    /** Of each case, in their order. */
    public List<String> patients() {
        return list.stream().map(Case::patient).toList();
    }

    /** How many patients have a record with the finding, or one without it. */
    private int patients(boolean positive) {
        return (int) list.stream()
                .filter(each -> each.positive() == positive)
                .map(Case::patient)
                .distinct()
                .count();
    }

    boolean allowsClaim() {
        return Fold.allowsClaim(positives(), negatives());
    }

    /** An AUROC of these with an interval that holds also where they are few. */
    Estimate auroc(Estimate bootstrapped) {
        return FewCases.auroc(bootstrapped, patients(true), patients(false));
    }

    /** A sensitivity or a specificity of these, likewise. */
    Estimate share(Estimate bootstrapped, boolean positive) {
        return FewCases.share(bootstrapped, patients(positive));
    }

    boolean sharesPatientsWith(Cases others) {
        Set<String> here = list.stream().map(Case::patient).collect(Collectors.toSet());
        return others.list.stream().map(Case::patient).anyMatch(here::contains);
    }

    /** Scores in the order of these cases. */
    public Scores scores(double[] score) {
        return new Scores(truth(), score);
    }

    /** The places, not the numbers, of the cases for which it holds. */
    int[] places(Predicate<Case> holds) {
        return IntStream.range(0, size()).filter(i -> holds.test(list.get(i))).toArray();
    }

    Cases select(int[] places) {
        return new Cases(Arrays.stream(places).mapToObj(list::get).toList());
    }
}
