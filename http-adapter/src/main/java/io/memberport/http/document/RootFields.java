package io.memberport.http.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.async.NonBlockingJsonParser;
import io.memberport.error.MemberportException;
import io.memberport.model.UtcDateTime;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parses the document without its members: it is fed every byte except those between the brackets of {@code members},
 * and takes what it knows from the fields around them, in whatever order they come. Unknown fields of any size pass
 * through in constant memory.
 */
final class RootFields {

    /** The fields of the document that are known, {@code exportOptions.sinceDatetime} among them. */
    private enum Field {
        ID("id"),
        EXPORT_OPTIONS("exportOptions"),
        SINCE_DATETIME("sinceDatetime"),
        EXPORT_DATE("exportDate", "Targets keep the export without its date."),
        LAST_SYNC_DATE("lastSyncDate", "The next export cannot start there: it starts earlier, or is a full one."),
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

    private static final String WRONG_TYPE = "is not of the type that the API documents";

    private final Malformed malformed;
    private final DocumentLimits limits;
    private final UnreadableDates unreadableDates;
    private final JsonParser parser;
    private final ByteArrayFeeder feeder;
    private final Set<Field> seen = EnumSet.noneOf(Field.class);
    private final UnknownNames unknownInRoot;
    private final UnknownNames unknownInOptions;

    private int depth;
    private boolean closed;
    private @Nullable Field field;
    private boolean inExportOptions;
    private boolean atMembers;
    private long fed;
    private long elided;
    private long membersBefore;

    private @Nullable String batchId;
    private @Nullable Instant sinceDatetime;
    private @Nullable Instant exportDate;
    private @Nullable Instant lastSyncDate;
    private long unrecognisedFields;

    RootFields(Malformed malformed, DocumentLimits limits, UnreadableDates unreadableDates) {
        this.malformed = malformed;
        this.limits = limits;
        this.unreadableDates = unreadableDates;
        this.unknownInRoot = new UnknownNames(limits.headerFieldBytes());
        this.unknownInOptions = new UnknownNames(limits.headerFieldBytes());
        try {
            parser = factory(limits).createNonBlockingByteArrayParser();
        } catch (IOException impossible) {
            throw new IllegalStateException("a parser that reads nothing cannot fail to read", impossible);
        }
        feeder = ((NonBlockingJsonParser) parser).getNonBlockingInputFeeder();
    }

    private static JsonFactory factory(DocumentLimits limits) {
        // Names are not kept: a document with endless different ones must not fill the memory.
        return JsonFactory.builder()
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.nesting())
                        .maxStringLength(limits.headerFieldBytes())
                        .maxNumberLength(limits.headerFieldBytes())
                        .maxNameLength(limits.headerFieldBytes())
                        .build())
                .build();
    }

    /** The next bytes of the document. */
    void feed(byte[] bytes, int from, int to) {
        if (from == to) {
            return;
        }
        if (fed == 0) {
            ForeignFormat.of(bytes, from, to).ifPresent(format -> {
                throw malformed.foreign(format);
            });
        }
        fed += to - from;
        try {
            feeder.feedInput(bytes, from, to);
        } catch (IOException refused) {
            throw notJson(refused);
        }
        drain();
    }

    /** No more bytes come. */
    void finish() {
        feeder.endOfInput();
        drain();
        if (!closed) {
            throw malformed.at(
                    fed + elided,
                    membersBefore,
                    fed == 0 ? "the file is empty" : "the file ends before the document does");
        }
    }

    /** The last byte fed has opened the members, whose bytes are not fed. */
    void elide() {
        if (!atMembers) {
            throw malformed.at(fed, membersBefore, "this is not where 'members' can stand");
        }
    }

    /** The next byte fed is the bracket that closes the members, at this position in the document, behind so many members. */
    void resumeAt(long byteOffset, long members) {
        membersBefore = members;
        elided = byteOffset - fed;
        atMembers = false;
    }

    private void drain() {
        try {
            for (JsonToken token = parser.nextToken();
                    token != null && token != JsonToken.NOT_AVAILABLE;
                    token = parser.nextToken()) {
                take(token);
            }
        } catch (IOException notWellFormed) {
            throw notJson(notWellFormed);
        }
    }

    private MemberportException notJson(IOException cause) {
        // The cause is not attached: its message quotes the document.
        long at = cause instanceof JsonProcessingException json && json.getLocation() != null
                ? json.getLocation().getByteOffset()
                : fed;
        String what = cause instanceof StreamConstraintsException
                ? limits.exceededIn(parser)
                : "this is not well-formed JSON";
        return malformed.at(Math.max(0, at) + elided, membersBefore, what);
    }

    private void take(JsonToken token) throws IOException {
        if (closed || (depth == 0 && token != JsonToken.START_OBJECT)) {
            throw problem(closed ? "something follows the document" : "the document is not a JSON object");
        }
        if (atMembers && token != JsonToken.END_ARRAY) {
            throw problem("the name 'members' is written with escapes or in another way that is not accepted");
        }
        switch (token) {
            case FIELD_NAME -> name(parser.currentName());
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
        }
    }

    private void unrecognised(String name, UnknownNames others) {
        unrecognisedFields++;
        if (!others.add(name)) {
            throw problem("a field is there twice");
        }
        if (others.areTooMany()) {
            throw problem(limits.tooManyNames());
        }
    }

    private void open(JsonToken token) {
        depth++;
        if (field == Field.MEMBERS && token == JsonToken.START_ARRAY) {
            atMembers = true;
        } else if (field == Field.EXPORT_OPTIONS && token == JsonToken.START_OBJECT) {
            inExportOptions = true;
        } else if (field != null) {
            unreadable(field, WRONG_TYPE);
        }
        field = null;
    }

    private void close() {
        depth--;
        inExportOptions &= depth > 1;
        atMembers = false;
        closed = depth == 0;
    }

    private void scalar(JsonToken token) throws IOException {
        if (field == null || (token == JsonToken.VALUE_NULL && field != Field.MEMBERS)) {
            return;
        }
        if (token != JsonToken.VALUE_STRING) {
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

    private String id() throws IOException {
        String id = parser.getText();
        if (Surrogates.hasUnpaired(id)) {
            throw problem(Surrogates.UNPAIRED);
        }
        return id;
    }

    private @Nullable Instant dateTime(Field of) throws IOException {
        Instant instant = UtcDateTime.parse(parser.getText());
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
        return malformed.at(parser.currentTokenLocation().getByteOffset() + elided, membersBefore, what);
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
