/** The product as a whole: architecture, end to end with real peers, kill -9, bad input, the command line. */
@NullMarked
package org.einthoven.tests;

import org.jspecify.annotations.NullMarked;
