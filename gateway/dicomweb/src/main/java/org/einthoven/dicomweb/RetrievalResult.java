package org.einthoven.dicomweb;

/**
 * How a retrieval ended.
 *
 * @param objects handed on
 * @param complete false where the server says that it could not give all (206)
 */
public record RetrievalResult(int objects, boolean complete) {}
