/** Trains the models that the gateway serves: data sets → encoder and heads → evaluation → SavedModel with its card. */
@NullMarked
package org.einthoven.training;

import org.jspecify.annotations.NullMarked;
