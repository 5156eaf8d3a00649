/** Bytes to {@link org.einthoven.ecg.EcgRecording}: a package a format, recognised by content. */
@NullMarked
package org.einthoven.codecs;

import org.jspecify.annotations.NullMarked;
