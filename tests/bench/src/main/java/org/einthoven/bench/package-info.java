/** Benchmarks: JMH where it fits, small harnesses elsewhere. docs/benchmarks.md has the figures and the commands. */
@NullMarked
package org.einthoven.bench;

import org.jspecify.annotations.NullMarked;
