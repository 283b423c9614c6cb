/**
 * Single requests over HTTP, and which of them may be repeated: links, connections, proxies, deadlines, and the
 * messages of failures. It knows neither the API nor files. Start with {@link io.memberport.http.wire.RetryingClient}.
 * Not exported.
 */
@NullMarked
package io.memberport.http.wire;

import org.jspecify.annotations.NullMarked;
