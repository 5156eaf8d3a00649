/** Random changes to windows that leave their findings as they are. */
@NullMarked
package org.einthoven.training.augment;

import org.jspecify.annotations.NullMarked;
