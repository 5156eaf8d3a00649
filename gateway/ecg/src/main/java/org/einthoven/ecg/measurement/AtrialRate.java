package org.einthoven.ecg.measurement;

import java.util.List;
import org.einthoven.ecg.Measured;
import org.einthoven.ecg.delineation.AtrialActivity;

/** How fast the atria beat where they are seen to beat regularly and faster than the ventricles for most of a recording. */
final class AtrialRate {
    private final List<AtrialActivity> flutter;
    private final double duration;

    /** @param duration of the recording in seconds */
    AtrialRate(List<AtrialActivity> flutter, double duration) {
        this.flutter = flutter;
        this.duration = duration;
    }

    boolean isFlutter() {
        return 2 * seconds() > duration;
    }

    /** @param p whether P waves were found instead */
    Measured measured(boolean p) {
        if (isFlutter()) {
            double waves = flutter.stream().mapToDouble(AtrialActivity::waves).sum();
            return Measured.of(60 * waves / seconds());
        }
        return Measured.absent(
                p
                        ? "the atria are not seen to beat faster than the ventricles"
                        : "no P wave and no regular flutter wave");
    }

    private double seconds() {
        return flutter.stream().mapToDouble(AtrialActivity::seconds).sum();
    }
}
