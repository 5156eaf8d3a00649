/** {@link org.einthoven.dicom.network.DicomNetwork} on dcm4che. */
@NullMarked
package org.einthoven.dicom.dcm4che;

import org.jspecify.annotations.NullMarked;
