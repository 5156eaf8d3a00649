/** The command line: a class a command; bad input gives one line on standard error and exit status 2. */
@NullMarked
package org.einthoven.app.command;

import org.jspecify.annotations.NullMarked;
