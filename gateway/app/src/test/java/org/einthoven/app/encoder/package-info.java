/** Tests of encoders in this process and on other machines. */
@NullMarked
package org.einthoven.app.encoder;

import org.jspecify.annotations.NullMarked;
