/** Supervised training of encoder and heads together, from pretrained weights or from fresh ones. */
@NullMarked
package org.einthoven.training.finetune;

import org.jspecify.annotations.NullMarked;
