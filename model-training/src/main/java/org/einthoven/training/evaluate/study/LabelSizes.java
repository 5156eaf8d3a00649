package org.einthoven.training.evaluate.study;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * On how many labels an arm is fitted, and how often. All that the training part has is always among them.
 *
 * @param sizes besides all, each at least 2; those that the training part does not have are left out
 * @param drawsOfFew subsets of up to 512 records
 * @param drawsOfMany subsets of more: the larger they are the less they differ
 */
public record LabelSizes(List<Integer> sizes, int drawsOfFew, int drawsOfMany) {
    private static final String ALL = "all";
    private static final int FEW = 512;
    private static final int LARGEST = 1 << 22;

    /** 16, 32, 64, … and all; ten draws of up to 512 records, three of more. */
    public static final LabelSizes STANDARD = new LabelSizes(doublings(), 10, 3);

    public LabelSizes {
        sizes = List.copyOf(new TreeSet<>(sizes));
        if (!sizes.isEmpty() && sizes.get(0) < 2) {
            throw new IllegalArgumentException("a training part has at least 2 records, not " + sizes.get(0));
        }
        if (drawsOfFew < 1 || drawsOfMany < 1) {
            throw new IllegalArgumentException("each size is drawn at least once");
        }
    }

    private static List<Integer> doublings() {
        List<Integer> sizes = new ArrayList<>();
        for (int size = 16; size <= LARGEST; size *= 2) {
            sizes.add(size);
        }
        return sizes;
    }

    /** @param words numbers, and "all", which is among them anyway */
    public LabelSizes withSizes(List<String> words) {
        List<Integer> numbers = new ArrayList<>();
        for (String word : words) {
            if (!word.strip().equals(ALL)) {
                numbers.add(number(word.strip()));
            }
        }
        return new LabelSizes(numbers, drawsOfFew, drawsOfMany);
    }

    private static int number(String word) {
        try {
            return Integer.parseInt(word);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a size is a number of labels or 'all', not '" + word + "'", e);
        }
    }

    /** No more draws than so many of any size. */
    public LabelSizes withDraws(int most) {
        return new LabelSizes(sizes, Math.min(most, drawsOfFew), Math.min(most, drawsOfMany));
    }

    /** Of sizes that were asked for one by one, those that no training part has; the standard's go on beyond any. */
    public List<Integer> largerThan(List<Experiment> experiments) {
        if (sizes.equals(STANDARD.sizes)) {
            return List.of();
        }
        int most = experiments.stream()
                .flatMap(experiment -> experiment.folds().stream())
                .mapToInt(fold -> fold.train().size())
                .max()
                .orElse(0);
        return sizes.stream().filter(size -> size > most).toList();
    }

    /** Those that a training part of so many records has, ascending. */
    List<Integer> upTo(int all) {
        TreeSet<Integer> fitting =
                new TreeSet<>(sizes.stream().filter(size -> size < all).toList());
        fitting.add(all);
        return List.copyOf(fitting);
    }

    int draws(int size) {
        return size <= FEW ? drawsOfFew : drawsOfMany;
    }
}
