/** Storage commitment that peers ask the gateway for (PS3.4 annex J): what is committed, when, and how they hear of it. */
@NullMarked
package org.einthoven.app.commitment;

import org.jspecify.annotations.NullMarked;
