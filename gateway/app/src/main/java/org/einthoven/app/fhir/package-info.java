/** The gateway's own FHIR R4 endpoint and the store behind it. */
@NullMarked
package org.einthoven.app.fhir;

import org.jspecify.annotations.NullMarked;
