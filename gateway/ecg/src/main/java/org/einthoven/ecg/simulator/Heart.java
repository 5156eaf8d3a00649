package org.einthoven.ecg.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.einthoven.ecg.Wave;

/**
 * The three waves of one heart beat, each the sum of its kernels. The fiducial point, second 0, lies in the QRS complex.
 * Kernels are stated for an RR interval of one second.
 */
record Heart(List<Kernel> p, List<Kernel> qrs, List<Kernel> t) {
    Heart {
        p = List.copyOf(p);
        qrs = List.copyOf(qrs);
        t = List.copyOf(t);
    }

    List<Kernel> kernels(Wave.Kind kind) {
        return switch (kind) {
            case P -> p;
            case QRS -> qrs;
            case T -> t;
        };
    }

    Heart turned(Rotation rotation) {
        return each(kernel -> kernel.turned(rotation));
    }

    Heart times(double gain) {
        return each(kernel -> kernel.times(gain));
    }

    private Heart each(UnaryOperator<Kernel> change) {
        return new Heart(all(p, change), all(qrs, change), all(t, change));
    }

    Heart withP(UnaryOperator<Kernel> change) {
        return new Heart(all(p, change), qrs, t);
    }

    Heart withQrs(UnaryOperator<Kernel> change) {
        return new Heart(p, all(qrs, change), t);
    }

    Heart withT(UnaryOperator<Kernel> change) {
        return new Heart(p, qrs, all(t, change));
    }

    Heart withMoreQrs(List<Kernel> more) {
        return new Heart(p, joined(qrs, more), t);
    }

    /** What is added between QRS and T moves and ends with the T wave. */
    Heart withMoreT(List<Kernel> more) {
        return new Heart(p, qrs, joined(t, more));
    }

    /** The sum of the dipoles of the QRS complex, weighted by their widths: its axis in space. */
    Vector meanQrs() {
        return qrs.stream()
                .map(kernel -> kernel.dipole().times(kernel.width()))
                .reduce(new Vector(0, 0, 0), Vector::plus);
    }

    private static List<Kernel> all(List<Kernel> kernels, UnaryOperator<Kernel> change) {
        return kernels.stream().map(change).toList();
    }

    private static List<Kernel> joined(List<Kernel> some, List<Kernel> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    /**
     * A healthy heart: the Gaussians that Sameni and Clifford fitted to Frank leads, of which four things are changed to
     * have the amplitudes and intervals of people: the T wave's and P wave's parts towards the back are scaled by 0.45, the
     * P wave's towards the feet by 2.5, the whole T wave by 0.8 (1.0 mV in V3 otherwise), and its times by 0.93 (a QT
     * interval of 458 ms at a rate of 60 otherwise).
     *
     * @see <a href="https://doi.org/10.1155/2007/43407">Sameni et al., EURASIP J. Adv. Signal Process. 2007:43407</a>
     */
    static Heart healthy() {
        return new Heart(atria(), ventricles(), repolarisation())
                .withT(kernel -> kernel.times(.8).stretched(.93, 0));
    }

    private static List<Kernel> atria() {
        List<Kernel> p = new ArrayList<>();
        p.add(x(-1.09, .03, .091));
        p.add(x(-.83, .08, .106));
        p.add(y(-1.1, 2.5 * .035, .07));
        p.add(y(-.9, 2.5 * .015, .07));
        p.add(y(-.76, 2.5 * -.019, .04));
        p.add(z(-1.1, .45 * -.03, .03));
        p.add(z(-.93, .45 * -.14, .12));
        p.add(z(-.7, .45 * -.035, .04));
        return p;
    }

    private static List<Kernel> ventricles() {
        List<Kernel> qrs = new ArrayList<>();
        qrs.add(x(-.19, -.13, .045));
        qrs.add(x(-.07, .85, .038));
        qrs.add(x(0, 1.11, .033));
        qrs.add(x(.06, .75, .030));
        qrs.add(x(.22, .06, .038));
        qrs.add(y(-.11, .32, .055));
        qrs.add(y(-.01, .51, .037));
        qrs.add(y(.065, -.32, .060));
        qrs.add(z(-.15, -.4, .045));
        qrs.add(z(.095, .46, .05));
        return qrs;
    }

    private static List<Kernel> repolarisation() {
        List<Kernel> t = new ArrayList<>();
        t.add(x(1.2, .1, .604));
        t.add(x(1.42, .17, .302));
        t.add(x(1.68, .39, .181));
        t.add(y(.8, .04, .45));
        t.add(y(1.58, .08, .3));
        t.add(z(1.05, .45 * -.12, .8));
        t.add(z(1.25, .45 * -.2, .4));
        t.add(z(1.55, .45 * -.35, .2));
        return t;
    }

    private static Kernel x(double theta, double millivolts, double b) {
        return kernel(theta, new Vector(millivolts, 0, 0), b);
    }

    private static Kernel y(double theta, double millivolts, double b) {
        return kernel(theta, new Vector(0, millivolts, 0), b);
    }

    private static Kernel z(double theta, double millivolts, double b) {
        return kernel(theta, new Vector(0, 0, millivolts), b);
    }

    /** The fit's angles go once round in a beat of one second. */
    private static Kernel kernel(double theta, Vector dipole, double b) {
        return new Kernel(dipole, theta / (2 * Math.PI), b / (2 * Math.PI));
    }
}
