/** Tests. */
@NullMarked
package org.einthoven.training.probe;

import org.jspecify.annotations.NullMarked;
