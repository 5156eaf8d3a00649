/** How well a model does, on records that it never saw, and how its scores become decisions. */
@NullMarked
package org.einthoven.training.evaluate;

import org.jspecify.annotations.NullMarked;
