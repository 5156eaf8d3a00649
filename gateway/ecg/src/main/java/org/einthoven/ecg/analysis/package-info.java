/** All that is read off an ECG without a model: its quality, its beats, its measurements. */
@NullMarked
package org.einthoven.ecg.analysis;

import org.jspecify.annotations.NullMarked;
