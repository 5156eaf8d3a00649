/** Public ECG data sets as labelled 10 s windows, and their split into training, validation and test. */
@NullMarked
package org.einthoven.training.data;

import org.jspecify.annotations.NullMarked;
