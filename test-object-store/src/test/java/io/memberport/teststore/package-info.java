/** Tests of the store and of the way to it. Start with {@link io.memberport.teststore.ObjectStoreTest}. */
@NullMarked
package io.memberport.teststore;

import org.jspecify.annotations.NullMarked;
