/** The steps of the routes that are the gateway's own, as beans: archive, ledger, reports, deliveries. */
@NullMarked
package org.einthoven.app.pipeline;

import org.jspecify.annotations.NullMarked;
