/**
 * From the bytes of an ECG file to an {@link org.einthoven.ecg.EcgRecording}: {@link EcgDecoder} recognises the format
 * by content and hands the file to the {@link EcgFormat} that reads it.
 */
@NullMarked
package org.einthoven.codecs;

import org.jspecify.annotations.NullMarked;
