/** The queues between the steps of the way. */
@NullMarked
package org.einthoven.app.queue;

import org.jspecify.annotations.NullMarked;
