/** What can be seen only from outside: the program as a process, and the modules as artifacts. */
@NullMarked
package io.memberport.it;

import org.jspecify.annotations.NullMarked;
