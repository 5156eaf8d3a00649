/** Plots as SVG, without a font or a script from elsewhere. */
@NullMarked
package org.einthoven.training.chart;

import org.jspecify.annotations.NullMarked;
