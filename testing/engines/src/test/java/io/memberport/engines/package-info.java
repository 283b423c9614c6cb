/**
 * Engines that others wrote read what Memberport has written to a bucket, with the statements of docs/object-storage.md. Begin with
 * {@link io.memberport.engines.GuideContract}.
 */
@NullMarked
package io.memberport.engines;

import org.jspecify.annotations.NullMarked;
