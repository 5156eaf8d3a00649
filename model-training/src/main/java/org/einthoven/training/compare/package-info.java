/** What a pretrained encoder is worth beside what it must beat: the arms and experiments of an evaluation, within sources and across them. */
@NullMarked
package org.einthoven.training.compare;

import org.jspecify.annotations.NullMarked;
