/** What every training loop needs. */
@NullMarked
package org.einthoven.training.loop;

import org.jspecify.annotations.NullMarked;
