/** The gateway as a program: configuration, object store, ledger, FHIR endpoint, command line. */
@NullMarked
package org.einthoven.app;

import org.jspecify.annotations.NullMarked;
