/**
 * {@code memberport doctor}: checks of settings, credentials and targets that change nothing. It sees
 * what all commands share, and no other command. Open {@link
 * io.memberport.cli.doctor.DoctorCommand} first.
 */
@NullMarked
package io.memberport.cli.doctor;

import org.jspecify.annotations.NullMarked;
