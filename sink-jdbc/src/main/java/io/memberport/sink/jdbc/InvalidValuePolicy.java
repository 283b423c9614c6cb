package io.memberport.sink.jdbc;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.sink.jdbc.JdbcMemberSink.InvalidValues;
import java.util.concurrent.atomic.LongAdder;

/** What happens to values that a column cannot hold, and how many there were. Safe for use by several threads. */
final class InvalidValuePolicy {

    private final InvalidValues choice;
    private final String product;
    private final LongAdder replaced = new LongAdder();

    InvalidValuePolicy(InvalidValues choice, String product) {
        this.choice = choice;
        this.product = product;
    }

    /**
     * Says that a value is about to be replaced.
     *
     * @param what the value is, without quoting it: "a text with the character U+0000"
     * @throws MemberportException if it must not be
     */
    void replace(String what) {
        switch (choice) {
            case REPLACE -> replaced.increment();
            case REJECT ->
                throw new MemberportException(
                        FailureKind.TARGET,
                        "The export has " + what + ", which " + product
                                + " cannot hold as it is. Nothing was committed. To"
                                + " go on all the same, use the option invalid-values=replace, or another layout.");
        }
    }

    long replacedCount() {
        return replaced.sum();
    }
}
