/** Tests. */
@NullMarked
package org.einthoven.training.data;

import org.jspecify.annotations.NullMarked;
