/** DICOMweb (PS3.18): search, retrieve and store as a client, the receiving side of STOW-RS, and the JSON and XML models of data sets. */
@NullMarked
package org.einthoven.dicomweb;

import org.jspecify.annotations.NullMarked;
