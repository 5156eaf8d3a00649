/** Tests of the reports, and the ECGs that they are made of. */
@NullMarked
package org.einthoven.report;

import org.jspecify.annotations.NullMarked;
