/**
 * Alida's API over HTTP: create an export, ask how far it is, follow the link to its file. Start with {@link
 * io.memberport.http.AlidaApi}.
 */
@NullMarked
package io.memberport.http;

import org.jspecify.annotations.NullMarked;
