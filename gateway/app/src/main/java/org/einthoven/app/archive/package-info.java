/** DICOM archives that receive reports, as Structured Reports and PDF. */
@NullMarked
package org.einthoven.app.archive;

import org.jspecify.annotations.NullMarked;
