package io.memberport.port;

/**
 * What a commit did.
 *
 * @param rows rows, documents or records written, in whatever unit the target counts
 */
public record CommitReceipt(long rows) {}
