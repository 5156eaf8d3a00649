/** Tests. */
@NullMarked
package org.einthoven.training.chart;

import org.jspecify.annotations.NullMarked;
