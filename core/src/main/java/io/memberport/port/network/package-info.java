/**
 * How a run reaches other machines: proxies, trusted authorities, and how refusals are reported, and who hears of
 * requests that are sent again. The same for the API
 * and for the stores of sinks. Touches the JDK and {@code io.memberport.error} only. Open {@link
 * io.memberport.port.network.Network} first.
 */
@NullMarked
package io.memberport.port.network;

import org.jspecify.annotations.NullMarked;
