package io.memberport.profile.tally;

import io.memberport.model.MemberCursor;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** One text of a member after the other, copied into the same array, so that looking at it makes no object. */
final class CurrentText {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Odd, with bits set and unset in no order: those of the golden ratio, and of XXH64's second prime. */
    private static final long FIRST_FACTOR = 0x9E3779B97F4A7C15L;

    private static final long SECOND_FACTOR = 0xC2B2AE3D27D4EB4FL;

    private byte[] bytes = new byte[1024];
    private int length;

    /** Takes a text that is there. */
    void read(MemberCursor at, MemberCursor.Part part) {
        makeRoom(at.length(part));
        at.copy(part, bytes, 0);
    }

    /** Takes the id of a member. */
    void readMemberId(MemberCursor at) {
        var id = at.memberId();
        makeRoom(id.length());
        id.copyTo(bytes, 0);
    }

    private void makeRoom(int needed) {
        if (needed > bytes.length) {
            bytes = new byte[Math.max(needed, bytes.length * 2)];
        }
        length = needed;
    }

    int length() {
        return length;
    }

    byte byteAt(int index) {
        return bytes[index];
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    boolean equalTo(byte[] other) {
        return Arrays.equals(bytes, 0, length, other, 0, other.length);
    }

    /** The same for the same bytes, in every process; never 0. Of a million texts, two have the same once in forty million times. */
    long hash() {
        long hash = length;
        int at = 0;
        for (; at <= length - Long.BYTES; at += Long.BYTES) {
            hash = mixed(hash ^ (long) LONGS.get(bytes, at));
        }
        long rest = 0;
        for (; at < length; at++) {
            rest = rest << Byte.SIZE | (bytes[at] & 0xFF);
        }
        hash = mixed(hash ^ rest);
        hash ^= hash >>> 29;
        hash *= SECOND_FACTOR;
        hash ^= hash >>> 32;
        return hash == 0 ? 1 : hash;
    }

    private static long mixed(long bits) {
        long product = bits * FIRST_FACTOR;
        return Long.rotateLeft(product ^ (product >>> 32), 27) * SECOND_FACTOR;
    }
}
