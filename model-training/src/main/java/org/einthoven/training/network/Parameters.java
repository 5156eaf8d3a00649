package org.einthoven.training.network;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Where layers get their parameters from: variables while training, constants in a frozen graph. */
interface Parameters {
    /**
     * A parameter of this name and shape.
     *
     * @param name unique in the network: "stage1.conv1.weights"
     */
    Operand<TFloat32> get(String name, Initialiser initialiser, long... shape);

    /** The names of learnt weights to which weight decay applies end so. */
    String WEIGHTS = ".weights";

    /** What a parameter holds before training, and whether the optimiser moves it. */
    record Initialiser(double standardDeviation, float constant, boolean trainable) {
        static final Initialiser ZEROS = new Initialiser(0, 0, true);
        static final Initialiser ONES = new Initialiser(0, 1, true);
        static final Initialiser MOVING_MEAN = new Initialiser(0, 0, false);
        static final Initialiser MOVING_VARIANCE = new Initialiser(0, 1, false);

        /** He et al. 2015: keeps the variance through a ReLU layer with that many inputs. */
        static Initialiser he(long inputs) {
            return new Initialiser(Math.sqrt(2.0 / inputs), 0, true);
        }

        /** Keeps the variance through a linear layer with that many inputs. */
        static Initialiser lecun(long inputs) {
            return new Initialiser(Math.sqrt(1.0 / inputs), 0, true);
        }
    }
}
