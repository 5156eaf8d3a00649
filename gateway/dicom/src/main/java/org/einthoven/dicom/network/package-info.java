/** The DICOM network: associations, C-ECHO and C-STORE in both roles (PS3.7, PS3.8), behind {@link DicomNetwork}. */
@NullMarked
package org.einthoven.dicom.network;

import org.jspecify.annotations.NullMarked;
