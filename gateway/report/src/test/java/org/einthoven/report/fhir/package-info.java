/** Tests of the reports as FHIR resources. */
@NullMarked
package org.einthoven.report.fhir;

import org.jspecify.annotations.NullMarked;
