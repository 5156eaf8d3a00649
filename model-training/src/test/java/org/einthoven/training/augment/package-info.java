/** Tests. */
@NullMarked
package org.einthoven.training.augment;

import org.jspecify.annotations.NullMarked;
