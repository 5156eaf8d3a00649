/**
 * European Data Format, EDF and EDF+.
 *
 * <p>Source: B. Kemp and others, Electroencephalogr Clin Neurophysiol 1992;82:391-393 (doi 10.1016/0013-4694(92)90009-7); B. Kemp, J. Olivan, Clin Neurophysiol 2003;114:1755-1761
 * (doi 10.1016/S1388-2457(03)00123-8).
 */
@NullMarked
package org.einthoven.codecs.edf;

import org.jspecify.annotations.NullMarked;
