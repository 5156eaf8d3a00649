/** Servers that tests start in JVMs of their own, kill and start again. Needs nothing but the JDK. */
@NullMarked
package org.einthoven.tests.processes;

import org.jspecify.annotations.NullMarked;
