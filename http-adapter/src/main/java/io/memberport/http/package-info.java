/**
 * Alida's API over HTTP, as the world sees it: create an export, ask how far it is, download its file. What does that is in
 * {@code download}, {@code api} and {@code wire}, each of which sees those after it and none of which sees this package. Start
 * with {@link io.memberport.http.AlidaApi}.
 */
@NullMarked
package io.memberport.http;

import org.jspecify.annotations.NullMarked;
