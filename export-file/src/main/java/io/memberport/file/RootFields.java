package io.memberport.file;

import io.memberport.error.MemberportException;
import io.memberport.file.fault.ForeignFormat;
import io.memberport.file.fault.MalformedExports;
import io.memberport.file.fault.UnreadableDates;
import io.memberport.file.json.JsonTokens;
import io.memberport.file.json.JsonTokens.Token;
import io.memberport.file.json.MalformedJsonException;
import io.memberport.file.json.Surrogates;
import io.memberport.model.UtcDateTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parses the document without its members: it is fed every byte except those between the brackets of {@code members}, which
 * it finds, and takes what it knows from the fields around them, in whatever order they come. Unknown fields of any size
 * pass through in constant memory.
 */
final class RootFields {

    /** The fields of the document that are known, {@code exportOptions.sinceDatetime} among them. */
    private enum Field {
        ID("id"),
        EXPORT_OPTIONS("exportOptions"),
        SINCE_DATETIME("sinceDatetime"),
        EXPORT_DATE("exportDate", "Targets keep the export without its date."),
        LAST_SYNC_DATE(
                "lastSyncDate",
                "The next export cannot start from this date: it starts from an earlier one, "
                        + "or is a full export."),
        MEMBERS("members");

        private final String wireName;

        /** What follows if it cannot be read; null if the document is refused then. */
        private final @Nullable String withoutIt;

        Field(String wireName) {
            this(wireName, null);
        }

        Field(String wireName, @Nullable String withoutIt) {
            this.wireName = wireName;
            this.withoutIt = withoutIt;
        }
    }

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final String WRONG_TYPE = "is not of the type that the API documents";

    private final MalformedExports malformed;
    private final DocumentLimits limits;
    private final UnreadableDates unreadableDates;
    private final JsonTokens tokens;
    private final Set<Field> seen = EnumSet.noneOf(Field.class);
    private final FieldNames unknownInRoot;
    private final FieldNames unknownInOptions;

    private int depth;
    private boolean closed;
    private @Nullable Field field;
    private boolean inExportOptions;
    private boolean atMembers;
    private long membersBefore;

    private @Nullable String batchId;
    private @Nullable Instant sinceDatetime;
    private @Nullable Instant exportDate;
    private @Nullable Instant lastSyncDate;
    private long unrecognisedFields;

    RootFields(MalformedExports malformed, DocumentLimits limits, UnreadableDates unreadableDates) {
        this.malformed = malformed;
        this.limits = limits;
        this.unreadableDates = unreadableDates;
        this.unknownInRoot = new FieldNames(limits.headerFieldBytes());
        this.unknownInOptions = new FieldNames(limits.headerFieldBytes());
        this.tokens = new JsonTokens(limits.nesting(), limits.headerFieldBytes(), limits.headerFieldBytes());
    }

    /**
     * Takes the next bytes of the document, up to the bracket that opens the members if that is among them.
     *
     * @param offset position in the document of {@code bytes[0]}
     * @return the index after that bracket, or {@code to}
     */
    int feed(byte[] bytes, int from, int to, long offset) {
        int start = from;
        if (offset + from == 0) {
            ForeignFormat.of(bytes, from, to).ifPresent(format -> {
                throw malformed.foreign(format);
            });
            start = afterByteOrderMark(bytes, from, to);
        }
        tokens.feed(bytes, start, to, offset);
        try {
            for (Token token = tokens.next(); token != null; token = tokens.next()) {
                take(token);
                if (atMembers) {
                    return (int) (tokens.position() - offset);
                }
            }
        } catch (MalformedJsonException notAccepted) {
            String what = closed ? "something follows the document" : notAccepted.what();
            throw malformed.at(notAccepted.byteOffset(), membersBefore, what);
        }
        return to;
    }

    private static int afterByteOrderMark(byte[] bytes, int from, int to) {
        int after = from + BYTE_ORDER_MARK.length;
        return after <= to && Arrays.equals(bytes, from, after, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length)
                ? after
                : from;
    }

    /** No more bytes come. */
    void finish() {
        if (!closed) {
            long end = tokens.position();
            throw malformed.at(
                    end, membersBefore, end == 0 ? "the file is empty" : "the file ends before the document does");
        }
    }

    /** Whether the last byte taken has opened the members, whose bytes are not fed. */
    boolean isAtMembers() {
        return atMembers;
    }

    /** The next byte fed is the bracket that closes the members, behind so many of them. */
    void continueAfter(long members) {
        membersBefore = members;
        atMembers = false;
    }

    private void take(Token token) {
        if (depth == 0 && token != Token.START_OBJECT) {
            throw problem("the document is not a JSON object");
        }
        switch (token) {
            case NAME -> name(tokens.text());
            case START_OBJECT, START_ARRAY -> open(token);
            case END_OBJECT, END_ARRAY -> close();
            default -> scalar(token);
        }
    }

    private void name(String name) {
        field = null;
        if (depth > 2 || (depth == 2 && !inExportOptions)) {
            return;
        }
        for (Field known : Field.values()) {
            if (known.wireName.equals(name) && (known == Field.SINCE_DATETIME) == (depth == 2)) {
                field = known;
            }
        }
        if (field == null) {
            unrecognised(name, depth == 1 ? unknownInRoot : unknownInOptions);
        } else if (!seen.add(field)) {
            throw problem("the field '" + field.wireName + "' is there twice");
        } else if (field == Field.MEMBERS && tokens.hasEscapes()) {
            throw problem("the name 'members' is written with escapes, which is not accepted");
        }
    }

    private void unrecognised(String name, FieldNames others) {
        unrecognisedFields++;
        if (!others.add(name)) {
            throw problem("a field is there twice");
        }
        if (!others.hasRoomFor(name)) {
            throw problem(limits.tooManyNames());
        }
    }

    private void open(Token token) {
        depth++;
        if (field == Field.MEMBERS && token == Token.START_ARRAY) {
            atMembers = true;
        } else if (field == Field.EXPORT_OPTIONS && token == Token.START_OBJECT) {
            inExportOptions = true;
        } else if (field != null) {
            unreadable(field, WRONG_TYPE);
        }
        field = null;
    }

    private void close() {
        depth--;
        inExportOptions &= depth > 1;
        closed = depth == 0;
    }

    private void scalar(Token token) {
        if (field == null || (token == Token.NULL && field != Field.MEMBERS)) {
            return;
        }
        if (token != Token.STRING) {
            unreadable(field, WRONG_TYPE);
            return;
        }
        switch (field) {
            case ID -> batchId = id();
            case SINCE_DATETIME -> sinceDatetime = dateTime(field);
            case EXPORT_DATE -> exportDate = dateTime(field);
            case LAST_SYNC_DATE -> lastSyncDate = dateTime(field);
            case EXPORT_OPTIONS, MEMBERS -> unreadable(field, WRONG_TYPE);
        }
    }

    private String id() {
        String id = tokens.text();
        if (Surrogates.hasUnpaired(id)) {
            throw problem(Surrogates.UNPAIRED);
        }
        return id;
    }

    private @Nullable Instant dateTime(Field of) {
        Instant instant = UtcDateTime.parse(tokens.text());
        if (instant == null) {
            unreadable(of, "is not a date-time");
        }
        return instant;
    }

    /** Leaves a field out if the document makes sense without it. */
    private void unreadable(Field of, String what) {
        if (of.withoutIt == null) {
            throw problem("the field '" + of.wireName + "' " + what);
        }
        unreadableDates.add(of.wireName, of.withoutIt);
    }

    private MemberportException problem(String what) {
        return malformed.at(tokens.start(), membersBefore, what);
    }

    @Nullable String batchId() {
        return batchId;
    }

    @Nullable Instant sinceDatetime() {
        return sinceDatetime;
    }

    @Nullable Instant exportDate() {
        return exportDate;
    }

    @Nullable Instant lastSyncDate() {
        return lastSyncDate;
    }

    long unrecognisedFields() {
        return unrecognisedFields;
    }
}
