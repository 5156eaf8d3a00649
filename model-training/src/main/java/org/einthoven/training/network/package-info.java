/** The network as TensorFlow graphs: layers, loss, optimiser, and the graphs for training and for serving. */
@NullMarked
package org.einthoven.training.network;

import org.jspecify.annotations.NullMarked;
