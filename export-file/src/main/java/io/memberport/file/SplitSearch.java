package io.memberport.file;

import io.memberport.file.buffer.MemberMark;
import io.memberport.file.fault.MalformedExports;
import java.util.Arrays;

/**
 * Looks in the middle of a document for a place where a member seems to begin: behind a mark, if one or more members can be decoded from
 * there, and nothing else as far as was read. Within a member, where a mark can stand too, something else comes soon.
 */
final class SplitSearch {

    private static final int FIRST_WINDOW = 64 << 10;
    private static final int NOT_FOUND = -1;

    private final SplittableExport file;
    private final MemberMark mark;
    private final long firstMember;
    private final int largestWindow;
    private final MemberDecoder decoder;

    /**
     * A search in a document.
     *
     * @param firstMember where the first member begins, or a blank before it
     */
    SplitSearch(
            SplittableExport file,
            MemberMark mark,
            long firstMember,
            MalformedExports malformed,
            DocumentLimits limits) {
        this.file = file;
        this.mark = mark;
        this.firstMember = firstMember;
        this.largestWindow = FIRST_WINDOW + (int) Math.min(2L * limits.memberBytes(), 1 << 30);
        this.decoder = new MemberDecoder(malformed, limits);
    }

    /** The byte with which the first member at or behind one seems to begin; -1 if none is found within two members' longest length. */
    long firstMember(long at) {
        long start = Math.max(at, firstMember);
        try (StreamSource stream = file.openAt(start)) {
            byte[] window = new byte[0];
            boolean more = true;
            while (more && window.length < largestWindow) {
                int known = window.length;
                window = Arrays.copyOf(window, (int) Math.min(largestWindow, Math.max(FIRST_WINDOW, 4L * known)));
                int limit = fill(stream, window, known);
                more = limit == window.length;
                int found = find(window, limit, !more);
                if (found >= 0) {
                    return start + found;
                }
            }
            return NOT_FOUND;
        }
    }

    private static int fill(StreamSource stream, byte[] window, int from) {
        int limit = from;
        int read = 0;
        while (limit < window.length && read >= 0) {
            read = stream.read(window, limit, window.length - limit);
            limit += Math.max(read, 0);
        }
        return limit;
    }

    /** The first candidate from which members can be decoded; -1 if there is none, or too little of its member. */
    private int find(byte[] window, int limit, boolean isAll) {
        int candidate = mark.firstStart(window, 0, limit);
        while (candidate != NOT_FOUND && !decoder.over(window, 0).seemsToBeMembers(candidate, limit, isAll)) {
            candidate = mark.firstStart(window, candidate, limit);
        }
        return candidate;
    }
}
