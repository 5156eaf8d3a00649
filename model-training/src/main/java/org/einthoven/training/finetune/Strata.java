package org.einthoven.training.finetune;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.einthoven.training.data.LabelledRecords;

/** Records by source. A source is drawn by the square root of its size, then one of its records: large ones more often, but not as often as they are larger. */
final class Strata {
    private final List<int[]> sources;
    /** Sums of the roots up to each source. */
    private final double[] cumulative;

    private Strata(List<int[]> sources) {
        this.sources = sources;
        cumulative = sources.stream()
                .mapToDouble(records -> Math.sqrt(records.length))
                .toArray();
        Arrays.parallelPrefix(cumulative, Double::sum);
    }

    /** @param chosen records, at least one */
    static Strata of(LabelledRecords records, int[] chosen) {
        LabelledRecords some = records.subset(chosen);
        List<int[]> sources = new ArrayList<>();
        some.bySource()
                .values()
                .forEach(own ->
                        sources.add(Arrays.stream(own).map(i -> chosen[i]).toArray()));
        return new Strata(sources);
    }

    int draw(SplittableRandom random) {
        int[] records = sources.get(sources.size() == 1 ? 0 : source(random));
        return records[random.nextInt(records.length)];
    }

    private int source(SplittableRandom random) {
        double point = random.nextDouble() * cumulative[cumulative.length - 1];
        int source = 0;
        while (source < cumulative.length - 1 && cumulative[source] <= point) {
            source++;
        }
        return source;
    }
}
