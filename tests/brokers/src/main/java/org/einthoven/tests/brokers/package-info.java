/** Real brokers in processes of their own, which tests start, kill and start again. */
@NullMarked
package org.einthoven.tests.brokers;

import org.jspecify.annotations.NullMarked;
