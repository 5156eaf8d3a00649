package org.einthoven.training.evaluate.study;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.einthoven.training.data.Origin;

/**
 * Arms that are compared on the same records. The records of an experiment are all simulated or all real, and it has figures
 * of its own: the two never meet in one.
 *
 * @param id its folder and the beginning of its figures' names: small letters, digits and hyphens
 * @param title "Atrial fibrillation from one lead (PhysioNet/CinC 2017)"
 * @param description of the data, for readers: sources, how they were split, what the encoder was pretrained on
 * @param folds one a finding
 * @param reference the name of the arm that the others are compared with
 * @param comparisons arms whose difference is told as well: those that differ in one thing
 * @param sizes of the training parts that are fitted
 */
public record Experiment(
        String id,
        String title,
        Origin origin,
        String description,
        Unit unit,
        List<Fold> folds,
        List<Arm> arms,
        String reference,
        List<Comparison> comparisons,
        LabelSizes sizes) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    public Experiment {
        requireName(id);
        Objects.requireNonNull(title);
        Objects.requireNonNull(origin);
        Objects.requireNonNull(description);
        Objects.requireNonNull(unit);
        Objects.requireNonNull(sizes);
        folds = List.copyOf(folds);
        arms = List.copyOf(arms);
        comparisons = List.copyOf(comparisons);
        arms.forEach(arm -> requireName(arm.name()));
        requireDistinct(arms.stream().map(Arm::name).toList(), "arms");
        requireDistinct(folds.stream().map(Fold::task).toList(), "folds");
        if (arms.stream().noneMatch(arm -> arm.name().equals(reference))) {
            throw new IllegalArgumentException("the reference is none of the arms: '" + reference + "'");
        }
    }

    /** With {@link LabelSizes#STANDARD}, and compared with the reference alone. */
    public Experiment(
            String id,
            String title,
            Origin origin,
            String description,
            Unit unit,
            List<Fold> folds,
            List<Arm> arms,
            String reference) {
        this(id, title, origin, description, unit, folds, arms, reference, List.of(), LabelSizes.STANDARD);
    }

    /** What a split and a bootstrap sample are made of. */
    public enum Unit {
        PATIENT,
        /** The data set names no patients. */
        RECORD
    }

    static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a name has small letters, digits and hyphens, unlike '" + name + "'");
        }
    }

    private static void requireDistinct(List<?> names, String what) {
        Set<Object> seen = new HashSet<>();
        names.forEach(name -> {
            if (!seen.add(name)) {
                throw new IllegalArgumentException("two " + what + " of an experiment are called " + name);
            }
        });
    }
}
