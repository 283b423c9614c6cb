/**
 * Single requests over HTTP, and what may be repeated of them: links, connections, proxies, deadlines, and what a failure is
 * told as. It knows neither the API nor files. Start with {@link io.memberport.http.wire.RetryingClient}. Not exported.
 */
@NullMarked
package io.memberport.http.wire;

import org.jspecify.annotations.NullMarked;
