package io.memberport.sink.jdbc;

import io.memberport.error.MemberportException;

/** A process of its own that checks a target, for what can be tried only once in a process. */
final class CheckedTarget {

    private CheckedTarget() {}

    public static void main(String[] url) {
        try {
            JdbcMemberSink.to(url[0]).build().check();
            System.out.println("fine");
        } catch (MemberportException refused) {
            System.out.println(refused.kind() + " " + refused.getMessage());
        }
    }
}
