/** From {@link org.einthoven.ecg.EcgReport} to FHIR resources and drawings. */
@NullMarked
package org.einthoven.report;

import org.jspecify.annotations.NullMarked;
