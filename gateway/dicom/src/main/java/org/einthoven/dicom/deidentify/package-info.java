/**
 * De-identification of waveform objects and structured reports: PS3.15 annex E, Basic Application Level Confidentiality Profile. What is not known to be safe is removed.
 */
@NullMarked
package org.einthoven.dicom.deidentify;

import org.jspecify.annotations.NullMarked;
