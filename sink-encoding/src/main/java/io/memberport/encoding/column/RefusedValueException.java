package io.memberport.encoding.column;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.ProfileVariable;

/** A value that a target cannot hold, while nothing may take its place. */
public final class RefusedValueException extends MemberportException {

    private static final long serialVersionUID = 1L;

    RefusedValueException(String message) {
        super(of(FailureKind.TARGET, message));
    }

    /** The same failure with the variable that it is about. */
    public RefusedValueException of(ProfileVariable variable) {
        String name = variable.name();
        RefusedValueException located = new RefusedValueException(getMessage() + " It is about the variable "
                + (name == null ? variable.id() : "'" + name + "' (id " + variable.id() + ")") + ".");
        located.setStackTrace(getStackTrace());
        return located;
    }
}
