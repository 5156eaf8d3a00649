/** XML that comes from anywhere, read as elements: no external entities, no entity bombs, bounded depth. */
@NullMarked
package org.einthoven.codecs.xml;

import org.jspecify.annotations.NullMarked;
