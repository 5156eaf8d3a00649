/** What an encoder is worth with few labels and with many: arms, label curves, and the report on them. */
@NullMarked
package org.einthoven.training.evaluate.study;

import org.jspecify.annotations.NullMarked;
