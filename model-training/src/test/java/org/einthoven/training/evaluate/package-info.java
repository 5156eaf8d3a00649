/** Tests. */
@NullMarked
package org.einthoven.training.evaluate;

import org.jspecify.annotations.NullMarked;
