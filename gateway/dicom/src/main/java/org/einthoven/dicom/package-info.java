/** DICOM objects: data sets and Part 10 files (PS3.5, PS3.10). Needs the JDK only. */
@NullMarked
package org.einthoven.dicom;

import org.jspecify.annotations.NullMarked;
