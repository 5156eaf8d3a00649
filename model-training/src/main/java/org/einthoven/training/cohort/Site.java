package org.einthoven.training.cohort;

import org.einthoven.ecg.simulator.Recorder;

/** Where an ECG is recorded: rate, filters and mains of the device there. */
enum Site {
    DIAGNOSTIC_50(500, .05, 150, 0, 50),
    NOTCHED_50(500, .05, 100, 50, 50),
    MONITORING_50(500, .15, 40, 50, 50),
    AMBULATORY_60(250, .5, 40, 60, 60),
    NOTCHED_60(250, .05, 100, 60, 60),
    DIAGNOSTIC_60(1000, .05, 150, 0, 60);

    private final double samplingRateHz;
    private final double highPassHz;
    private final double lowPassHz;
    private final double notchHz;
    private final double powerlineHz;

    Site(double samplingRateHz, double highPassHz, double lowPassHz, double notchHz, double powerlineHz) {
        this.samplingRateHz = samplingRateHz;
        this.highPassHz = highPassHz;
        this.lowPassHz = lowPassHz;
        this.notchHz = notchHz;
        this.powerlineHz = powerlineHz;
    }

    double samplingRateHz() {
        return samplingRateHz;
    }

    double powerlineHz() {
        return powerlineHz;
    }

    /** For people: "0.05-150 Hz". */
    String filters() {
        return highPassHz + "-" + (int) lowPassHz + " Hz" + (notchHz > 0 ? ", notch" : "");
    }

    Recorder recorder(double gain) {
        return new Recorder(gain, highPassHz, lowPassHz, notchHz);
    }
}
