/** The gateway's one HTTP server: who may ask what, health, metrics, and the servlets that other parts bring. */
@NullMarked
package org.einthoven.app.http;

import org.jspecify.annotations.NullMarked;
