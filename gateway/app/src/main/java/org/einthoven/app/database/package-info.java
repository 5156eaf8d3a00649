/** Where the ledger and the FHIR store are kept: SQLite in a file, or PostgreSQL. */
@NullMarked
package org.einthoven.app.database;

import org.jspecify.annotations.NullMarked;
