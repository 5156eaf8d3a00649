package org.einthoven.ecg.simulator;

import java.util.List;

/** The dipole over the time of a recording, in mV, sample by sample; kernels are added to it. */
final class Dipole {
    private final double samplingRateHz;
    private final double[] x;
    private final double[] y;
    private final double[] z;

    Dipole(double samplingRateHz, int samples) {
        this.samplingRateHz = samplingRateHz;
        this.x = new double[samples];
        this.y = new double[samples];
        this.z = new double[samples];
    }

    /** @param time of the beat's fiducial point, in seconds */
    void add(List<Kernel> kernels, double time) {
        kernels.forEach(kernel -> add(kernel, time));
    }

    /** A Gaussian's next sample is this one times a factor that itself shrinks by a constant one: no exponential a sample. */
    private void add(Kernel kernel, double time) {
        int from = Math.max(0, (int) Math.ceil((time + kernel.begin()) * samplingRateHz));
        int to = Math.min(x.length, (int) Math.floor((time + kernel.end()) * samplingRateHz) + 1);
        double step = 1 / (samplingRateHz * kernel.width());
        double first = from / samplingRateHz - time;
        double part = kernel.at(first);
        double factor = Math.exp(-step * (first - kernel.centre()) / kernel.width() - step * step / 2);
        double shrinking = Math.exp(-step * step);
        for (int i = from; i < to; i++) {
            add(i, kernel.dipole(), part);
            part *= factor;
            factor *= shrinking;
        }
    }

    void add(AtrialActivity atria) {
        for (int i = 0; i < x.length && atria.hertz() > 0; i++) {
            add(i, atria.amplitude(), atria.at(i / samplingRateHz));
        }
    }

    private void add(int sample, Vector dipole, double part) {
        x[sample] += part * dipole.x();
        y[sample] += part * dipole.y();
        z[sample] += part * dipole.z();
    }

    /** Electrode × sample, in mV. */
    double[][] potentials(ChestPlacement placement) {
        double[][] potentials = new double[Electrode.COUNT][x.length];
        for (Electrode electrode : Electrode.values()) {
            Vector lead = placement.of(electrode);
            double[] potential = potentials[electrode.ordinal()];
            for (int i = 0; i < potential.length; i++) {
                potential[i] = lead.x() * x[i] + lead.y() * y[i] + lead.z() * z[i];
            }
        }
        return potentials;
    }
}
