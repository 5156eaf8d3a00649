/** Tests of serving a model. */
@NullMarked
package org.einthoven.encoder;

import org.jspecify.annotations.NullMarked;
