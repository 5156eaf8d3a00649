package org.einthoven.ecg.measurement;

import java.util.List;
import org.einthoven.ecg.Measured;
import org.einthoven.ecg.delineation.AtrialActivity;
import org.jspecify.annotations.Nullable;

/** How fast the atria beat where they are seen to beat regularly and faster than the ventricles for most of a recording. */
final class AtrialRate {
    private static final String UNDECIDED = "flutter that conducts every second or third wave cannot be excluded";

    private final List<AtrialActivity> flutter;
    private final List<AtrialActivity> possible;
    private final double duration;

    /**
     * @param possible where what looks like a P wave may be one of flutter
     * @param duration of the recording in seconds
     */
    AtrialRate(List<AtrialActivity> flutter, List<AtrialActivity> possible, double duration) {
        this.flutter = flutter;
        this.possible = possible;
        this.duration = duration;
    }

    boolean isFlutter() {
        return 2 * seconds(flutter) > duration;
    }

    /** Why there is no P wave to measure; null where there may be. */
    @Nullable
    String reasonForNoP() {
        if (isFlutter()) {
            return "flutter waves";
        }
        return 2 * (seconds(flutter) + seconds(possible)) > duration ? UNDECIDED : null;
    }

    /** @param p whether P waves were found instead */
    Measured measured(boolean p) {
        if (isFlutter()) {
            double waves = flutter.stream().mapToDouble(AtrialActivity::waves).sum();
            return Measured.of(60 * waves / seconds(flutter));
        }
        if (reasonForNoP() != null) {
            return Measured.absent(UNDECIDED);
        }
        return Measured.absent(
                p
                        ? "the atria are not seen to beat faster than the ventricles"
                        : "no P wave and no regular flutter wave");
    }

    private static double seconds(List<AtrialActivity> parts) {
        return parts.stream().mapToDouble(AtrialActivity::seconds).sum();
    }
}
