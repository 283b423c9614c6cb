@NullMarked
package io.memberport.simulator.generator;

import org.jspecify.annotations.NullMarked;
