package io.memberport.file;

import io.memberport.error.MemberportException;
import io.memberport.error.Remedy;
import io.memberport.file.CutBlocks.CutBlock;
import io.memberport.file.buffer.MemberFramer;
import io.memberport.file.buffer.MemberMark;
import io.memberport.file.buffer.ReadBuffer;
import io.memberport.file.fault.MalformedExports;
import io.memberport.port.ExportStream.UndecodedMembers;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The array of members, a block at a time.
 *
 * <p>A buffer is cut at its last {@link MemberMark}, without a look at what comes before. Where there is no mark, where the
 * document ends, and once a cut has been {@linkplain CutBlocks refuted}, members are framed one by one.
 */
final class MemberArray {

    private final ReadBuffer buffer;
    private final MalformedExports malformed;
    private final DocumentLimits limits;
    private final MemberDecoder decoder;
    private final CutBlocks cuts;
    private final MemberFramer framer = new MemberFramer();

    private boolean ended;
    private boolean brokenOff;

    /** Members before the present place, unless blocks have been cut since. */
    private long framed;

    /** What comes next: the rest of a member, of which the framer has seen some; or else whether it is a comma. */
    private boolean memberUnderWay;

    private boolean commaSeen;

    private @Nullable MemberMark mark;
    private boolean mayCut = true;
    private boolean cutting;

    /** The buffer stands after the array's opening bracket. */
    MemberArray(ReadBuffer buffer, MalformedExports malformed, DocumentLimits limits) {
        this.buffer = buffer;
        this.malformed = malformed;
        this.limits = limits;
        this.decoder = new MemberDecoder(malformed, limits);
        this.cuts = new CutBlocks(decoder);
    }

    /** The buffer stands in the middle of the array, behind a comma. */
    void startAfterComma() {
        commaSeen = true;
    }

    /** Whether the buffer stands behind a comma, so that a member comes next. */
    boolean isAfterComma() {
        return commaSeen && !memberUnderWay;
    }

    /** What stands between two members; null until that is known, and if nothing does by which they can be told. */
    @Nullable MemberMark mark() {
        return mark;
    }

    /** Whether the buffer stands after the array's closing bracket. */
    boolean isEnded() {
        return ended;
    }

    /** Whether the document ends before the array does. */
    boolean isBrokenOff() {
        return brokenOff;
    }

    /** Whether members have to be read again that have been handed on, because there may be a mistake in one of them. */
    boolean mustReadAgain() {
        if (cutting) {
            cuts.prove();
        }
        return cutting && cuts.isRefuted();
    }

    /** The members so far. */
    long members() {
        if (cutting) {
            cuts.prove();
            return cuts.members();
        }
        return framed;
    }

    /** The next members; null if the buffer held none that is whole, and now either has more bytes in it, or the array has ended. */
    @Nullable UndecodedMembers next() {
        UndecodedMembers cut = mark == null ? null : cut(mark);
        if (cut != null) {
            return cut;
        }
        stopCutting();
        return frame();
    }

    /** Cuts the buffer at its last mark; null if there is none, or if it cannot be known any more what it would mean. */
    private @Nullable UndecodedMembers cut(MemberMark between) {
        int end = buffer.isAtEnd() || cuts.isRefuted()
                ? -1
                : between.lastEnd(buffer.bytes(), buffer.from(), buffer.limit());
        if (end < 0) {
            return null;
        }
        if (!cutting) {
            cutting = true;
            commaSeen |= memberUnderWay;
            memberUnderWay = false;
            cuts.startAfter(framed);
        }
        UndecodedMembers block = cuts.add(buffer.bytes(), buffer.from(), end, buffer.offset(), commaSeen);
        commaSeen = false;
        buffer.advance(end);
        buffer.refill();
        return block;
    }

    /** Makes sure that a member, or the comma before one, comes next, and of how many there are before it. */
    private void stopCutting() {
        if (cutting) {
            framed = members();
            cutting = false;
            if (cuts.isRefuted()) {
                readAgain(cuts.takeRefuted());
            }
        }
    }

    private void readAgain(List<CutBlock> blocks) {
        mark = null;
        mayCut = false;
        CutBlock first = blocks.get(0);
        commaSeen = first.isAfterComma();
        List<ByteBuffer> bytes = blocks.stream().map(CutBlock::content).toList();
        buffer.readAgain(first.position(), bytes);
    }

    private @Nullable MemberFrames frame() {
        MemberFrames frames = new MemberFrames(decoder, buffer.bytes(), buffer.offset(), framed);
        while (findMember()) {
            int end = framer.end(buffer.bytes(), buffer.limit());
            if (end < 0) {
                break;
            }
            if (end - buffer.from() > limits.memberBytes()) {
                throw tooLongMember();
            }
            frames.add(buffer.from(), end);
            framed++;
            memberUnderWay = false;
            buffer.advance(end);
        }
        if (mark == null && mayCut) {
            mark = frames.mark();
        }
        if (!ended) {
            readOn(frames);
        }
        return frames.isEmpty() ? null : frames;
    }

    /** Moves to the opening brace of the next member; false if that, or the array's end, is not in the buffer. */
    private boolean findMember() {
        if (memberUnderWay) {
            return true;
        }
        byte[] bytes = buffer.bytes();
        int limit = buffer.limit();
        for (int at = buffer.from(); at < limit; at++) {
            byte b = bytes[at];
            if (b == '{' && (commaSeen || framed == 0)) {
                buffer.advance(at);
                memberUnderWay = true;
                commaSeen = false;
                framer.start(at);
                return true;
            } else if (b == ']' && !commaSeen) {
                buffer.advance(at);
                ended = true;
                return false;
            } else if (b == ',' && !commaSeen && framed > 0) {
                commaSeen = true;
            } else if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                throw malformed.at(
                        buffer.offset() + at,
                        framed,
                        "a member, a comma or the end of the array 'members' is expected here");
            }
        }
        buffer.advance(limit);
        return false;
    }

    private void readOn(MemberFrames frames) {
        if (buffer.isAtEnd()) {
            brokenOff = frames.isEmpty();
            return;
        }
        framer.shift(buffer.from());
        int pending = buffer.length();
        if (frames.isEmpty() && pending == buffer.bytes().length) {
            if (pending >= limits.memberBytes()) {
                throw tooLongMember();
            }
            buffer.refill((int) Math.min(2L * pending, limits.memberBytes()));
        } else {
            buffer.refill();
        }
    }

    private MemberportException tooLongMember() {
        return malformed.beyond(
                buffer.position(),
                framed,
                "this member is longer than " + limits.memberBytes() + " bytes, the most that is accepted",
                Remedy.RAISE_MEMBER_SIZE);
    }
}
