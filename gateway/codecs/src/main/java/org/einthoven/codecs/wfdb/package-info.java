/**
 * WFDB records, PhysioNet's format: a text header and binary signal files beside it.
 *
 * <p>Source: the WFDB Applications Guide, header(5) and signal(5).
 */
@NullMarked
package org.einthoven.codecs.wfdb;

import org.jspecify.annotations.NullMarked;
