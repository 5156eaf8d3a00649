package org.einthoven.ecg.simulator;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What a beat looks like on the day of a visit, by its origin. */
final class Excitation {
    private static final double ROTATION_DEGREES = 4;
    private static final double LOG_GAIN = .075;

    private final Map<Origin, Heart> hearts = new EnumMap<>(Origin.class);

    Excitation(Patient patient, Visit visit, RandomGenerator random) {
        Heart heart = patient.heart()
                .turned(Rotation.random(ROTATION_DEGREES, random))
                .times(Patient.gain(LOG_GAIN, random));
        heart = in(heart, visit.ventricles(), visit.infarction());
        hearts.put(Origin.SINUS, heart);
        hearts.put(Origin.CONDUCTED, new Heart(List.of(), heart.qrs(), heart.t()));
        hearts.put(Origin.ATRIAL_PREMATURE, heart.withP(otherAtrialFocus(random)::turn));
        hearts.put(Origin.VENTRICULAR_PREMATURE, ventricularFocus(random));
    }

    /** A heart so conducted and so damaged. */
    static Heart in(Heart heart, Ventricles ventricles, @Nullable Infarction infarction) {
        Heart conducted = conducted(heart, ventricles);
        return infarction == null ? conducted : infarction.in(conducted);
    }

    Heart of(Origin origin) {
        return Objects.requireNonNull(hearts.get(origin));
    }

    private record Turn(Rotation rotation) {
        Kernel turn(Kernel kernel) {
            return kernel.turned(rotation);
        }
    }

    /** Lower or further left in the atria: the P wave points elsewhere. */
    private static Turn otherAtrialFocus(RandomGenerator random) {
        return new Turn(new Rotation(0, random.nextDouble(-.5, .5), random.nextDouble(1.2, 2.8)));
    }

    private static Heart conducted(Heart heart, Ventricles ventricles) {
        return switch (ventricles) {
            case NORMAL -> heart;
            case LEFT_BUNDLE_BRANCH_BLOCK -> leftBundleBranchBlock(heart);
            case RIGHT_BUNDLE_BRANCH_BLOCK ->
                heart.withMoreQrs(List.of(new Kernel(new Vector(-.50, .05, -.55), .062, .014)));
            case EARLY_REPOLARISATION -> heart.withMoreT(Infarction.raisedSt(new Vector(.12, .10, -.12)));
        };
    }

    private static Heart leftBundleBranchBlock(Heart heart) {
        return heart.withQrs(kernel -> kernel.stretched(1.35, -.04))
                .withMoreQrs(List.of(
                        new Kernel(new Vector(.75, -.10, .70), .040, .017),
                        new Kernel(new Vector(.45, -.05, .45), .075, .014)))
                .withT(kernel -> kernel.times(-.6).later(.03));
    }

    /** Slow all the way, in any direction; the T wave against it. */
    private static Heart ventricularFocus(RandomGenerator random) {
        Vector way = new Vector(random.nextGaussian(), random.nextGaussian(), random.nextGaussian()).direction();
        double size = random.nextDouble(1.2, 2.2);
        List<Kernel> qrs = List.of(
                new Kernel(way.times(.4 * size), -.035, .014),
                new Kernel(way.times(size), 0, .022),
                new Kernel(way.times(-.35 * size), .055, .018));
        List<Kernel> t =
                List.of(new Kernel(way.times(-.10 * size), .16, .040), new Kernel(way.times(-.28 * size), .27, .050));
        return new Heart(List.of(), qrs, t);
    }
}
