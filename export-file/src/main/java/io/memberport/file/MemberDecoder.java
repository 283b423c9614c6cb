package io.memberport.file;

import io.memberport.error.MemberportException;
import io.memberport.file.buffer.MemberFramer;
import io.memberport.file.fault.MalformedExports;
import io.memberport.file.json.NotCommonFormException;
import io.memberport.model.MemberBlock;
import io.memberport.model.MemberBlockBuilder;
import java.nio.charset.StandardCharsets;

/** Decodes members, for one pass over a document. Used by many threads. */
final class MemberDecoder {

    private static final int NOT_FOUND = -1;

    private final DocumentLimits limits;
    private final VariableDictionary dictionary = new VariableDictionary();
    private final MemberParser parser;

    MemberDecoder(MalformedExports malformed, DocumentLimits limits) {
        this.limits = limits;
        this.parser = new MemberParser(malformed, limits, dictionary);
    }

    /**
     * A block of members that lie in bytes.
     *
     * @param bytes not changed any more, as texts of the members refer to them
     * @param offset position in the document of {@code bytes[0]}
     */
    Block over(byte[] bytes, long offset) {
        return new Block(bytes, offset);
    }

    /** Where a member begins that comes next but for blanks, and a comma if that has not been there. */
    private static int memberStart(byte[] bytes, int from, int to, boolean afterComma) {
        boolean comma = afterComma;
        for (int at = from; at < to; at++) {
            byte b = bytes[at];
            if (b == '{' && comma) {
                return at;
            } else if (b == ',' && !comma) {
                comma = true;
            } else if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return NOT_FOUND;
            }
        }
        return NOT_FOUND;
    }

    /** Members that have been decoded, though not yet where they stand in the document. */
    final class Block {

        private final byte[] bytes;
        private final long offset;
        private final MemberBlockBuilder members;
        private final MemberScanner scanner;
        private final UnknownFields unknown = new UnknownFields();

        private Block(byte[] bytes, long offset) {
            this.bytes = bytes;
            this.offset = offset;
            this.members = new MemberBlockBuilder(bytes);
            this.scanner = new MemberScanner(bytes, members, dictionary);
        }

        /**
         * Decodes members whose bounds are known.
         *
         * @param bounds start and end of each member
         * @param firstIndex index of the first member
         * @throws MemberportException if one is malformed
         */
        MemberBlock framed(int[] bounds, long firstIndex) {
            for (int i = 0; i < bounds.length; i += 2) {
                if (scan(bounds[i], bounds[i + 1]) == NOT_FOUND) {
                    parse(bounds[i], bounds[i + 1], firstIndex + i / 2);
                }
            }
            return build(firstIndex);
        }

        /**
         * Decodes members of which only the last one's end is known, and even that is not certain.
         *
         * @param afterComma whether the comma before the first one lies before {@code from}
         * @return false if no members end just there, whatever the reason
         */
        boolean cut(int from, int to, boolean afterComma) {
            boolean comma = afterComma;
            int at = from;
            try {
                while (at != to) {
                    int start = memberStart(bytes, at, to, comma);
                    at = start == NOT_FOUND ? NOT_FOUND : next(start, to);
                    if (at == NOT_FOUND || at - start > limits.memberBytes()) {
                        return false;
                    }
                    comma = false;
                }
                return true;
            } catch (MemberportException perhapsNoMember) {
                return false;
            }
        }

        /**
         * Whether there is one member or more in some bytes, and nothing else, but for the end of the document.
         *
         * @param isAll whether the document ends with these bytes; if not, the last member need not be whole
         */
        boolean seemsToBeMembers(int from, int to, boolean isAll) {
            int start = from;
            int at = NOT_FOUND;
            try {
                while (start != NOT_FOUND) {
                    int end = next(start, to);
                    if (end == NOT_FOUND) {
                        return !isAll && memberCount() > 0;
                    }
                    at = end;
                    start = memberStart(bytes, at, to, false);
                }
            } catch (MemberportException noMember) {
                return false;
            }
            return isAll ? closesDocument(at, to) : isBlankOrComma(at, to);
        }

        /** Whether the array of members ends here, and then the document. */
        private boolean closesDocument(int from, int to) {
            MemberFramer framer = new MemberFramer();
            framer.startWithin(from, 2);
            int end = framer.end(bytes, to);
            return end != NOT_FOUND && new String(bytes, end, to - end, StandardCharsets.US_ASCII).isBlank();
        }

        private boolean isBlankOrComma(int from, int to) {
            return new String(bytes, from, to - from, StandardCharsets.US_ASCII)
                    .replace(',', ' ')
                    .isBlank();
        }

        /** The index after a member that begins at one; -1 if none ends before the limit. */
        private int next(int start, int limit) {
            int end = scan(start, limit);
            if (end == NOT_FOUND) {
                MemberFramer framer = new MemberFramer();
                framer.start(start);
                end = framer.end(bytes, limit);
                if (end != NOT_FOUND) {
                    parse(start, end, 0);
                }
            }
            return end;
        }

        /** The index after a member that begins at one; -1 if it is not in the common form, and then it has not been added. */
        private int scan(int start, int limit) {
            try {
                int end = scanner.scan(start, limit);
                unknown.count += scanner.accept(offset + start);
                return end;
            } catch (NotCommonFormException form) {
                return NOT_FOUND;
            }
        }

        private void parse(int start, int end, long index) {
            members.add(parser.parse(bytes, start, end, offset, index, unknown));
        }

        int memberCount() {
            return members.memberCount();
        }

        MemberBlock build(long firstIndex) {
            return members.build(firstIndex, unknown.count);
        }
    }

    /** The fields that are not known. */
    static final class UnknownFields {
        long count;
    }
}
