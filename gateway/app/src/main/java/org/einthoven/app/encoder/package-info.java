/** Which encoder a gateway uses, and an encoder as a server for many gateways. */
@NullMarked
package org.einthoven.app.encoder;

import org.jspecify.annotations.NullMarked;
