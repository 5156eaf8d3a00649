/** What comes in beside DICOM and FHIR: files by HTTP, folders and archives; and whether more ECGs are taken now. */
@NullMarked
package org.einthoven.app.intake;

import org.jspecify.annotations.NullMarked;
