@NullMarked
package org.einthoven.training.export;

import org.jspecify.annotations.NullMarked;
