/** Networks that tell findings, made of an encoder by fine-tuning or by probes, and the folders in which runs keep them. */
@NullMarked
package org.einthoven.training.classifier;

import org.jspecify.annotations.NullMarked;
