/** The ledger: where every ECG stands, from received to delivered. */
@NullMarked
package org.einthoven.app.ledger;

import org.jspecify.annotations.NullMarked;
