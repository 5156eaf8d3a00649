/**
 * SCP-ECG, the carts' own file: EN 1064, ISO 11073-91064, AAMI EC71, versions 1.0 to 2.3 and what version 3 (ISO 41064) shares
 * with them.
 *
 * <p>The standard is sold, not published. What stands here was taken from the public sources that agree on it: D. Clunie's
 * PixelMed toolkit (and the example of annex C that it cites), the ECG Toolkit of M. van Ettinger, E. Cervesato's decoder in BioSig, BioSig's
 * table of leads, and P. Rubel et al., "The History and Challenges of SCP-ECG", doi:10.3390/hearts2030031. Where they disagree,
 * the class that decides says so.
 */
@NullMarked
package org.einthoven.codecs.scp;

import org.jspecify.annotations.NullMarked;
