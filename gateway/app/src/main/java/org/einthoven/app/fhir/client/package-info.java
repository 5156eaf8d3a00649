/** Where reports are delivered to: the gateway's own store, or any FHIR R4 server by its address. */
@NullMarked
package org.einthoven.app.fhir.client;

import org.jspecify.annotations.NullMarked;
