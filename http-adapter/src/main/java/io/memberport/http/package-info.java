/**
 * Alida's API over HTTP, as other programs use it: create an export, ask for its status, download its file. The
 * packages {@code download}, {@code api} and {@code wire} do the work; each sees those after it, and none sees this
 * package. Start with {@link io.memberport.http.AlidaApi}.
 */
@NullMarked
package io.memberport.http;

import org.jspecify.annotations.NullMarked;
