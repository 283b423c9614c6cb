/**
 * The interfaces that adapters implement or use: an API that makes exports ({@link io.memberport.port.ExportApi}), a
 * file to stream ({@link io.memberport.port.ExportFileSource}) and
 * targets to write ({@link io.memberport.port.MemberSink}). To write a sink, open {@code MemberSink} first.
 */
@NullMarked
package io.memberport.port;

import org.jspecify.annotations.NullMarked;
