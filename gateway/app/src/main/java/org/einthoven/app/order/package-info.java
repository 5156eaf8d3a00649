/** The order behind an ECG that names none, out of a modality worklist. */
@NullMarked
package org.einthoven.app.order;

import org.jspecify.annotations.NullMarked;
