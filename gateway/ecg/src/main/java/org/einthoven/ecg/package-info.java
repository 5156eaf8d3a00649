/**
 * The vocabulary of an ECG on its way through the gateway, and the signal processing that training and serving share.
 *
 * <p>Needs the JDK only. Nothing here knows a file format, a network or a model runtime.
 */
@NullMarked
package org.einthoven.ecg;

import org.jspecify.annotations.NullMarked;
