/**
 * DICOM waveform objects that carry ECG leads.
 *
 * <p>Source: DICOM PS3.3, waveform module (C.10.9) and the ECG IODs (A.34); PS3.16, CID 3001 and 3082.
 */
@NullMarked
package org.einthoven.codecs.dicom;

import org.jspecify.annotations.NullMarked;
