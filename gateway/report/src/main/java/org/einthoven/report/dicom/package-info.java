/**
 * Reports as DICOM objects for the source's study: a Structured Report (PS3.16 TID 3700) and an Encapsulated PDF; which and
 * why is decided in docs/decisions/0008, what stands where in docs/dicom-results.md.
 */
@NullMarked
package org.einthoven.report.dicom;

import org.jspecify.annotations.NullMarked;
