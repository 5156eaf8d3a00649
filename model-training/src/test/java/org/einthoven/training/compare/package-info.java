/** Tests. */
@NullMarked
package org.einthoven.training.compare;

import org.jspecify.annotations.NullMarked;
