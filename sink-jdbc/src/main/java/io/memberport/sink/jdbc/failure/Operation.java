package io.memberport.sink.jdbc.failure;

/** What a sink was about when a database failed. */
public enum Operation {
    READ("be read", true),
    SET_UP("be set up", true),
    LOCK("be locked", true),
    CHECK("be written", true),
    WRITE("be written", false),
    /** All of the transaction but its end. */
    MERGE("be written", false),
    COMMIT("be committed to", false),
    CLOSE("be closed", false);

    private final String words;
    private final boolean quotable;

    Operation(String words, boolean quotable) {
        this.words = words;
        this.quotable = quotable;
    }

    /** Behind "could not". */
    String words() {
        return words;
    }

    /** Whether statements are free of values of members, so that what the database says of them may be repeated. */
    boolean isQuotable() {
        return quotable;
    }
}
