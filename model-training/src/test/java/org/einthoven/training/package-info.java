/** Tests. */
@NullMarked
package org.einthoven.training;

import org.jspecify.annotations.NullMarked;
