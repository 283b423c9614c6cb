/**
 * The container image as a runtime unpacks it. Open first: {@code ImageIT}, which runs what is in it, and {@code UnpackedImage}.
 */
@NullMarked
package io.memberport.image;

import org.jspecify.annotations.NullMarked;
