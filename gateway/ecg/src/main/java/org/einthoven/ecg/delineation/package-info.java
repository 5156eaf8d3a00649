/** Where the waves of each beat begin, peak and end. */
@NullMarked
package org.einthoven.ecg.delineation;

import org.jspecify.annotations.NullMarked;
