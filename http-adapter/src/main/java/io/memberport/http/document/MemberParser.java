package io.memberport.http.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.memberport.error.MemberportException;
import io.memberport.http.document.MemberDecoder.DecodedCounts;
import io.memberport.model.Member;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import io.memberport.model.Text;
import io.memberport.model.Value;
import io.memberport.model.VariableValues;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses one member at a time, strictly, with fields in any order. Used by many threads. */
final class MemberParser {

    private final Malformed malformed;
    private final DocumentLimits limits;
    private final JsonFactory factory;
    private final VariableDictionary variables;

    MemberParser(Malformed malformed, DocumentLimits limits, VariableDictionary variables) {
        this.malformed = malformed;
        this.limits = limits;
        this.variables = variables;
        // Without charset detection a member is UTF-8 like the document around it, whatever its first bytes look like.
        // Names are not kept: a document with endless different ones must not fill the memory.
        this.factory = JsonFactory.builder()
                .disable(JsonFactory.Feature.CHARSET_DETECTION)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.nesting())
                        .maxStringLength(limits.memberBytes())
                        .maxNumberLength(limits.memberBytes())
                        .maxNameLength(limits.headerFieldBytes())
                        .build())
                .build();
    }

    /**
     * Parses a member.
     *
     * @param start of its opening brace in {@code bytes}
     * @param end after its closing brace
     * @param offset position in the document of {@code bytes[0]}
     * @param index of the member in the document
     */
    Member parse(byte[] bytes, int start, int end, long offset, long index, DecodedCounts counts) {
        try (JsonParser parser = factory.createParser(bytes, start, end - start)) {
            return member(new Reading(parser, bytes, start, end, offset, index, counts));
        } catch (IOException badBytes) {
            // Jackson reports some kinds of bad UTF-8 without saying where.
            throw malformed.at(offset + start, index, "this member is not well-formed UTF-8");
        }
    }

    private Member member(Reading reading) throws IOException {
        try {
            return reading.member();
        } catch (StreamConstraintsException tooMuch) {
            throw reading.notJson(tooMuch, limits.exceededIn(reading.parser));
        } catch (JsonProcessingException notWellFormed) {
            throw reading.notJson(notWellFormed, "this is not well-formed JSON");
        }
    }

    /** The parsing of one member. */
    private final class Reading {

        private final JsonParser parser;
        private final byte[] bytes;
        private final int start;
        private final int end;
        private final long offset;
        private final long index;
        private final DecodedCounts counts;

        Reading(JsonParser parser, byte[] bytes, int start, int end, long offset, long index, DecodedCounts counts) {
            this.parser = parser;
            this.bytes = bytes;
            this.start = start;
            this.end = end;
            this.offset = offset;
            this.index = index;
            this.counts = counts;
        }

        Member member() throws IOException {
            Text id = null;
            List<VariableValues> entries = List.of();
            UnknownNames unknown = null;
            int seen = 0;
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                switch (name) {
                    case "memberId" -> {
                        seen = once(seen, 1);
                        id = text(token, name);
                    }
                    case "variables" -> {
                        seen = once(seen, 2);
                        entries = elements(token, name, this::variable);
                    }
                    default -> unknown = skip(name, unknown);
                }
            }
            if (id == null) {
                throw problem("this member has no 'memberId'");
            }
            if (parser.nextToken() != null) {
                throw problem("brackets do not match");
            }
            return new Member(id, entries, Text.wrap(bytes, start, end - start), offset + start);
        }

        private VariableValues variable() throws IOException {
            String id = null;
            String name = null;
            String dataType = null;
            Sensitivity sensitivity = Sensitivity.UNSTATED;
            List<Value> values = List.of();
            Text effectiveDate = null;
            UnknownNames unknown = null;
            int seen = 0;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken token = parser.nextToken();
                switch (field) {
                    case "id" -> {
                        seen = once(seen, 1);
                        id = string(token, field);
                    }
                    case "name" -> {
                        seen = once(seen, 2);
                        name = string(token, field);
                    }
                    case "dataType" -> {
                        seen = once(seen, 4);
                        dataType = string(token, field);
                    }
                    case "isSensitive" -> {
                        seen = once(seen, 8);
                        sensitivity = sensitivity(token);
                    }
                    case "values" -> {
                        seen = once(seen, 16);
                        values = elements(token, field, this::value);
                    }
                    case "effectiveDate" -> {
                        seen = once(seen, 32);
                        effectiveDate = text(token, field);
                    }
                    default -> unknown = skip(field, unknown);
                }
            }
            if (id == null) {
                throw problem("this variable has no 'id'");
            }
            return new VariableValues(
                    variables
                            .known(ProfileVariable.of(id, name, dataType, sensitivity))
                            .variable(),
                    values,
                    effectiveDate);
        }

        private Value value() throws IOException {
            Value.Kind kind = Value.Kind.NULL;
            Text content = null;
            Text id = null;
            UnknownNames unknown = null;
            int seen = 0;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken token = parser.nextToken();
                switch (field) {
                    case "value" -> {
                        seen = once(seen, 1);
                        kind = kind(token);
                        content = content(kind);
                    }
                    case "id" -> {
                        seen = once(seen, 2);
                        id = text(token, field);
                    }
                    default -> unknown = skip(field, unknown);
                }
            }
            counts.values++;
            return new Value(kind, content, id);
        }

        private Value.Kind kind(JsonToken token) {
            return switch (token) {
                case VALUE_STRING -> Value.Kind.STRING;
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Value.Kind.NUMBER;
                case VALUE_TRUE, VALUE_FALSE -> Value.Kind.BOOLEAN;
                case VALUE_NULL -> Value.Kind.NULL;
                default -> Value.Kind.JSON;
            };
        }

        private @Nullable Text content(Value.Kind kind) throws IOException {
            return switch (kind) {
                case NULL -> null;
                case STRING -> encoded(parser.getText());
                case NUMBER, BOOLEAN -> Text.of(parser.getText());
                case JSON -> {
                    int from = start + (int) parser.currentTokenLocation().getByteOffset();
                    parser.skipChildren();
                    int to = start + (int) parser.currentLocation().getByteOffset();
                    yield Text.wrap(bytes, from, to - from);
                }
            };
        }

        private <T> List<T> elements(JsonToken token, String field, ObjectReader<T> reader) throws IOException {
            if (token == JsonToken.VALUE_NULL) {
                return List.of();
            }
            if (token != JsonToken.START_ARRAY) {
                throw wrongType(field);
            }
            List<T> elements = new ArrayList<>();
            for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                if (next != JsonToken.START_OBJECT) {
                    throw problem("an element of '" + field + "' is not an object");
                }
                elements.add(reader.read());
            }
            return elements;
        }

        private Sensitivity sensitivity(JsonToken token) {
            return switch (token) {
                case VALUE_TRUE -> Sensitivity.SENSITIVE;
                case VALUE_FALSE -> Sensitivity.NOT_SENSITIVE;
                case VALUE_NULL -> Sensitivity.UNSTATED;
                default -> throw wrongType("isSensitive");
            };
        }

        private @Nullable Text text(JsonToken token, String field) throws IOException {
            String string = string(token, field);
            return string == null ? null : Text.of(string);
        }

        private @Nullable String string(JsonToken token, String field) throws IOException {
            if (token == JsonToken.VALUE_NULL) {
                return null;
            }
            if (token != JsonToken.VALUE_STRING) {
                throw wrongType(field);
            }
            String string = parser.getText();
            refuseUnpairedSurrogates(string);
            return string;
        }

        private Text encoded(String string) {
            refuseUnpairedSurrogates(string);
            return Text.of(string);
        }

        /** Better an error than a "?". */
        private void refuseUnpairedSurrogates(String string) {
            if (Surrogates.hasUnpaired(string)) {
                throw problem(Surrogates.UNPAIRED);
            }
        }

        private int once(int seen, int bit) {
            if ((seen & bit) != 0) {
                throw problem("a field is there twice");
            }
            return seen | bit;
        }

        /** Passes over a field that is not known, whose name joins those of the same object. */
        private UnknownNames skip(String name, @Nullable UnknownNames others) throws IOException {
            UnknownNames unknown = others == null ? new UnknownNames(limits.headerFieldBytes()) : others;
            if (!unknown.add(name)) {
                throw problem("a field is there twice");
            }
            if (unknown.areTooMany()) {
                throw problem(limits.tooManyNames());
            }
            counts.unrecognisedFields++;
            parser.skipChildren();
            return unknown;
        }

        /** The cause is not attached: its message quotes the document. */
        private MemberportException notJson(JsonProcessingException cause, String what) {
            JsonLocation location = cause.getLocation();
            long at = location == null ? 0 : Math.max(0, location.getByteOffset());
            return malformed.at(offset + start + at, index, what);
        }

        private MemberportException wrongType(String field) {
            return problem("the field '" + field + "' is not of the type that the API documents");
        }

        private MemberportException problem(String what) {
            return malformed.at(offset + start + parser.currentTokenLocation().getByteOffset(), index, what);
        }
    }

    private interface ObjectReader<T> {
        T read() throws IOException;
    }
}
