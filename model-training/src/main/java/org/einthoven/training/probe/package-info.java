/** What a linear model makes of embeddings, or of features that people thought of. */
@NullMarked
package org.einthoven.training.probe;

import org.jspecify.annotations.NullMarked;
