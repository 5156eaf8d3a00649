/** ECGs that are brought as files: by HTTP, and out of folders and archives. */
@NullMarked
package org.einthoven.app.intake;

import org.jspecify.annotations.NullMarked;
