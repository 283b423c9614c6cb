/**
 * Sinks from a folder of plugins, each plugin behind a class loader and a border of its own. Open {@link
 * io.memberport.cli.plugin.Plugins} first.
 */
@NullMarked
package io.memberport.cli.plugin;

import org.jspecify.annotations.NullMarked;
