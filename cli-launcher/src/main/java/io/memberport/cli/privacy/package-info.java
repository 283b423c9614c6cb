/**
 * The policies for personal data of a run, as the settings file and the flags give them: {@link
 * io.memberport.cli.privacy.PrivacyPolicies}.
 */
@NullMarked
package io.memberport.cli.privacy;

import org.jspecify.annotations.NullMarked;
