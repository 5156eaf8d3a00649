/** The object store: originals and reports, content-addressed and synced. */
@NullMarked
package org.einthoven.app.store;

import org.jspecify.annotations.NullMarked;
