/** {@code einthoven.yaml} as immutable records, read with every fault at its place. */
@NullMarked
package org.einthoven.app.configuration;

import org.jspecify.annotations.NullMarked;
