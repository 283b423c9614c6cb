/**
 * What has changed in the variables of a community since a target's last commit, and what a run makes of it. Open {@link
 * io.memberport.export.drift.Drift} first, then {@link io.memberport.export.drift.VariableComparison}, which finds it.
 */
@NullMarked
package io.memberport.export.drift;

import org.jspecify.annotations.NullMarked;
