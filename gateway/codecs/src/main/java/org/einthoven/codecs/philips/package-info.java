/** Philips' Sierra ECG XML, of PageWriter carts and TraceMaster. */
@NullMarked
package org.einthoven.codecs.philips;

import org.jspecify.annotations.NullMarked;
