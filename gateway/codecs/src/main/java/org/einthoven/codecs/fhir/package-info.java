/**
 * FHIR R4 Observations whose components are leads with SampledData, read and written.
 *
 * <p>Source: HL7 FHIR R4 (4.0.1), Observation and SampledData.
 */
@NullMarked
package org.einthoven.codecs.fhir;

import org.jspecify.annotations.NullMarked;
