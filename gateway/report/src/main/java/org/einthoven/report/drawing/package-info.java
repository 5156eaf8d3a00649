/** ECGs drawn as on paper, in millimetres, and written as SVG, PDF and PNG. */
@NullMarked
package org.einthoven.report.drawing;

import org.jspecify.annotations.NullMarked;
