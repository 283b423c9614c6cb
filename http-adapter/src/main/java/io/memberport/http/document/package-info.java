/**
 * The export file: from the bytes of a transfer to members, strictly and in constant memory. Start with {@link
 * io.memberport.http.document.ExportDocuments}.
 */
@NullMarked
package io.memberport.http.document;

import org.jspecify.annotations.NullMarked;
