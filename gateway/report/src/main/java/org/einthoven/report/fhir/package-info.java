/** Reports as FHIR R4 resources: one transaction Bundle an ECG. */
@NullMarked
package org.einthoven.report.fhir;

import org.jspecify.annotations.NullMarked;
