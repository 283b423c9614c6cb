package io.memberport.encoding;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;

/** A value that a target cannot hold, while nothing may take its place. */
public final class RefusedValueException extends MemberportException {

    private static final long serialVersionUID = 1L;

    RefusedValueException(String message) {
        super(of(FailureKind.TARGET, message));
    }
}
