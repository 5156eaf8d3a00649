/** Tests of the drawings, measured in their output. */
@NullMarked
package org.einthoven.report.drawing;

import org.jspecify.annotations.NullMarked;
