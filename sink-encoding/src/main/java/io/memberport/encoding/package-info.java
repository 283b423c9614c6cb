/**
 * What members become bytes with: rows of CSV, JSON, names of columns, gzip in pieces. For Memberport's own sinks; not kept
 * compatible from one version to the next, so nothing for anybody else. Start with {@link
 * io.memberport.encoding.BlockEncoder}.
 */
@NullMarked
package io.memberport.encoding;

import org.jspecify.annotations.NullMarked;
