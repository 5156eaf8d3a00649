/** Tests of the Open Inference Protocol's messages. */
@NullMarked
package org.einthoven.encoder.protocol;

import org.jspecify.annotations.NullMarked;
