/** A classifier with its evidence → the folder that the gateway serves. */
@NullMarked
package org.einthoven.training.export;

import org.jspecify.annotations.NullMarked;
