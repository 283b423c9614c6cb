package io.memberport.http.document;

/**
 * Finds the array of members in the document's root object, whatever stands before and after it. It only looks; whether
 * the JSON is well-formed, {@link RootFields} judges from the same bytes.
 */
final class RootScanner {

    private static final byte[] MEMBERS = {'m', 'e', 'm', 'b', 'e', 'r', 's'};

    private int depth;
    private boolean inString;
    private boolean escaped;
    /** Of the string that began last in the root object: how much of "members" it matches so far, or -1. */
    private int matched = -1;

    private boolean nameIsMembers;
    private boolean valueExpected;
    private boolean atMembers;

    /**
     * Looks at some more bytes.
     *
     * @return the index after the bracket that opens the members, or {@code limit} if it is not among the bytes
     */
    int scan(byte[] bytes, int from, int limit) {
        for (int at = from; at < limit; at++) {
            byte b = bytes[at];
            if (inString) {
                string(b);
            } else if (b == '[' && depth == 1 && valueExpected && nameIsMembers) {
                depth++;
                atMembers = true;
                return at + 1;
            } else {
                structure(b);
            }
        }
        return limit;
    }

    private void string(byte b) {
        if (escaped) {
            escaped = false;
            matched = -1;
        } else if (b == '\\') {
            escaped = true;
        } else if (b == '"') {
            inString = false;
            nameIsMembers = matched == MEMBERS.length;
        } else {
            matched = matched >= 0 && matched < MEMBERS.length && b == MEMBERS[matched] ? matched + 1 : -1;
        }
    }

    private void structure(byte b) {
        switch (b) {
            case '"' -> {
                inString = true;
                matched = depth == 1 && !valueExpected ? 0 : -1;
            }
            case '{', '[' -> depth++;
            case '}', ']' -> depth--;
            case ':' -> valueExpected = depth == 1 || valueExpected;
            case ',' -> valueExpected = depth != 1 && valueExpected;
            default -> {}
        }
    }

    /** Whether the last byte looked at opened the array of members. */
    boolean isAtMembers() {
        return atMembers;
    }

    /** Goes on with the bracket that closes the members. */
    void continueAfterMembers() {
        atMembers = false;
        nameIsMembers = false;
    }
}
