/** Tests of reports as DICOM objects, with dcmtk, dicom3tools and Orthanc as real readers. */
@NullMarked
package org.einthoven.report.dicom;

import org.jspecify.annotations.NullMarked;
