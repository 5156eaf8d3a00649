/** The Helm chart, rendered and checked. */
@NullMarked
package org.einthoven.chart;

import org.jspecify.annotations.NullMarked;
