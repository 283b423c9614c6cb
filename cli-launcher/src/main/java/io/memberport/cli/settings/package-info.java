/**
 * Settings and where each comes from: a flag, the environment, the settings file. Knows no command and no sink. Open {@link
 * io.memberport.cli.settings.Settings} first.
 */
@NullMarked
package io.memberport.cli.settings;

import org.jspecify.annotations.NullMarked;
