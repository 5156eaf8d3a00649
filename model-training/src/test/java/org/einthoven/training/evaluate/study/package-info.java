/** Tests. */
@NullMarked
package org.einthoven.training.evaluate.study;

import org.jspecify.annotations.NullMarked;
