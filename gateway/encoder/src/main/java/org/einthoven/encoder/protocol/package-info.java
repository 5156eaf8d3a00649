/**
 * The Open Inference Protocol, version 2, over HTTP: messages of client and server, as JSON and with Triton's binary
 * tensor data extension. Knows nothing of ECGs, of models, or of how bytes travel.
 */
@NullMarked
package org.einthoven.encoder.protocol;

import org.jspecify.annotations.NullMarked;
