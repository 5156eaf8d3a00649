/** What a cardiologist reads off an ECG with a ruler: rates, intervals, axes, amplitudes. */
@NullMarked
package org.einthoven.ecg.measurement;

import org.jspecify.annotations.NullMarked;
