/** The HTTP API for people who look after the gateway: what stands in the ledger, and what is sent on its way again. */
@NullMarked
package org.einthoven.app.api;

import org.jspecify.annotations.NullMarked;
