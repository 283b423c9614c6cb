/**
 * The bytes of a file, from its link to its last byte: redirects, resumption, checks of the transfer. It sees {@code
 * api} and {@code wire}, hands bytes to the reader, and asks for a fresh link through a function that it is given. Start with {@link
 * io.memberport.http.download.ResumingDownload}. Not exported.
 */
@NullMarked
package io.memberport.http.download;

import org.jspecify.annotations.NullMarked;
