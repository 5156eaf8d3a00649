/** The Camel components {@code dicom:} and {@code ecg:}. */
@NullMarked
package org.einthoven.camel;

import org.jspecify.annotations.NullMarked;
