/** HL7 annotated ECG (aECG) XML. */
@NullMarked
package org.einthoven.codecs.aecg;

import org.jspecify.annotations.NullMarked;
