/** Whether the gateway takes more ECGs now. */
@NullMarked
package org.einthoven.app.intake;

import org.jspecify.annotations.NullMarked;
