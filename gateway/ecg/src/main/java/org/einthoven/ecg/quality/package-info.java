/** Whether an ECG can be believed: its signal, the places of its electrodes, and whom a model was made for. */
@NullMarked
package org.einthoven.ecg.quality;

import org.jspecify.annotations.NullMarked;
