/** Pretraining by contrast on ECGs without labels: pairs, the loop, what a run keeps. */
@NullMarked
package org.einthoven.training.contrast;

import org.jspecify.annotations.NullMarked;
