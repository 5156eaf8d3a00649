package org.einthoven.ecg.simulator;

import java.util.List;
import java.util.Objects;

/**
 * A myocardial infarction: where and how old.
 *
 * @param strength 1 for an ST vector of the size that the figures of the territory state
 */
public record Infarction(Territory territory, Stage stage, double strength) {
    private static final double J_POINT = .055;
    private static final int ST_KERNELS = 4;
    private static final double ST_SPACING = .042;
    private static final double ST_WIDTH = .030;
    /** What Gaussians so near each other add up to between them. */
    private static final double ST_SUM = ST_WIDTH * Math.sqrt(2 * Math.PI) / ST_SPACING;

    /** So that it begins when the healthy complex would: dead muscle takes its first forces away and makes it no longer. */
    private static final double Q_CENTRE = -.024;

    private static final double Q_WIDTH = .0085;
    private static final double Q_MILLIVOLTS = .55;
    private static final double T_MILLIVOLTS = .35;

    public Infarction {
        Objects.requireNonNull(territory);
        Objects.requireNonNull(stage);
        if (!(strength > 0 && strength <= 3)) {
            throw new IllegalArgumentException("strength " + strength + " is not above 0 and at most 3");
        }
    }

    /** Where the infarct lies; the direction in which the current of injury points. */
    public enum Territory {
        INFERIOR(new Vector(-.02, .22, .05)),
        ANTERIOR(new Vector(.1, 0, -.25)),
        LATERAL(new Vector(.25, -.05, .02)),
        POSTERIOR(new Vector(0, .02, .25));

        private final Vector injury;

        Territory(Vector injury) {
            this.injury = injury;
        }
    }

    /** What time has made of it. */
    public enum Stage {
        /** The ST segment is raised; no Q waves yet. */
        ACUTE,
        /** Raised still, with Q waves and the T wave turning. */
        EVOLVING,
        /** Q waves and inverted T waves. */
        OLD
    }

    Heart in(Heart heart) {
        Heart changed = heart;
        if (stage != Stage.OLD) {
            changed =
                    changed.withMoreT(raisedSt(territory.injury.times(stage == Stage.ACUTE ? strength : strength / 2)));
        }
        if (stage != Stage.ACUTE) {
            Vector away = territory.injury.direction().times(-strength);
            changed = changed.withMoreQrs(List.of(new Kernel(away.times(Q_MILLIVOLTS), Q_CENTRE, Q_WIDTH)))
                    .withMoreT(List.of(new Kernel(away.times(T_MILLIVOLTS), .265, .035)));
        }
        return changed;
    }

    /** A plateau from the J point into the T wave. */
    static List<Kernel> raisedSt(Vector by) {
        Vector each = by.times(1 / ST_SUM);
        return java.util.stream.IntStream.range(0, ST_KERNELS)
                .mapToObj(i -> new Kernel(each, J_POINT + .02 + i * ST_SPACING, ST_WIDTH))
                .toList();
    }
}
