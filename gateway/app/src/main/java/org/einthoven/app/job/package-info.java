/** Jobs that look after what the pipeline did: reconciliation, retention, rebuilding a lost ledger. */
@NullMarked
package org.einthoven.app.job;

import org.jspecify.annotations.NullMarked;
