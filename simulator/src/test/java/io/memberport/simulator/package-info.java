@NullMarked
package io.memberport.simulator;

import org.jspecify.annotations.NullMarked;
