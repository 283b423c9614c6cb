/**
 * The calls of Alida's API: addresses, the token, the status document. It sees {@code wire}. Start with {@link
 * io.memberport.http.api.ApiCalls}. Not exported.
 */
@NullMarked
package io.memberport.http.api;

import org.jspecify.annotations.NullMarked;
