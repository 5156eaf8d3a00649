/**
 * Normalised, pseudonymous ECGs on disk, as many as a hospital has: what the gateway collects and the training module learns from.
 */
@NullMarked
package org.einthoven.ecg.store;

import org.jspecify.annotations.NullMarked;
