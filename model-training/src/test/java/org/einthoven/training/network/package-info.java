/** Tests. */
@NullMarked
package org.einthoven.training.network;

import org.jspecify.annotations.NullMarked;
