/** Tests. */
@NullMarked
package org.einthoven.training.cohort;

import org.jspecify.annotations.NullMarked;
