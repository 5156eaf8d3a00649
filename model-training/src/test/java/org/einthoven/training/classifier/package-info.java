@NullMarked
package org.einthoven.training.classifier;

import org.jspecify.annotations.NullMarked;
