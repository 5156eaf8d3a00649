/** Real DICOM peers as processes: started on a free port, awaited, and ended with the test. */
@NullMarked
package org.einthoven.dicom.peers;

import org.jspecify.annotations.NullMarked;
