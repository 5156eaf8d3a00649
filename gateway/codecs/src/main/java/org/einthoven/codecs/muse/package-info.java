/** GE MUSE's export of resting ECGs as XML. */
@NullMarked
package org.einthoven.codecs.muse;

import org.jspecify.annotations.NullMarked;
