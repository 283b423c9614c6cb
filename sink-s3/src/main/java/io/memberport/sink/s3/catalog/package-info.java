/**
 * What is at a target: {@code _latest.json} with the claim of a run, the folders of exports, their manifests and the columns that
 * these keep. May see {@code store} and what is below it. Start with {@link io.memberport.sink.s3.catalog.LatestObject}.
 */
@NullMarked
package io.memberport.sink.s3.catalog;

import org.jspecify.annotations.NullMarked;
