/** A real HAPI JPA FHIR R4 server in a JVM of its own, as a destination for tests. */
@NullMarked
package org.einthoven.tests.fhirserver;

import org.jspecify.annotations.NullMarked;
