package org.einthoven.app.ledger;

/**
 * Where a report goes now.
 *
 * @param lane whether it may go before others
 */
public record ReportAddress(String destination, Lane lane) {}
