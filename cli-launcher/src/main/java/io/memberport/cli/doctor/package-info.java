/**
 * {@code memberport doctor}: checks of settings, credentials and targets that change nothing. Open {@link
 * io.memberport.cli.doctor.DoctorCommand} first.
 */
@NullMarked
package io.memberport.cli.doctor;

import org.jspecify.annotations.NullMarked;
