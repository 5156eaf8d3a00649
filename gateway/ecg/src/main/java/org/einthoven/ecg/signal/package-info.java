/** Resampling and filters for sampled signals, without a heart in them. */
@NullMarked
package org.einthoven.ecg.signal;

import org.jspecify.annotations.NullMarked;
