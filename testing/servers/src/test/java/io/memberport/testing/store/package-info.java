/** Tests of the store and of the way to it. Start with {@link io.memberport.testing.store.ObjectStoreTest}. */
@NullMarked
package io.memberport.testing.store;

import org.jspecify.annotations.NullMarked;
