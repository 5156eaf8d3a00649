/** Serving a trained encoder: DJL on TensorFlow, micro-batching, checks before native code. */
@NullMarked
package org.einthoven.encoder;

import org.jspecify.annotations.NullMarked;
