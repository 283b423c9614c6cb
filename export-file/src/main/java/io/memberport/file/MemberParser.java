package io.memberport.file;

import io.memberport.error.MemberportException;
import io.memberport.file.MemberDecoder.UnknownFields;
import io.memberport.file.fault.MalformedExports;
import io.memberport.file.json.JsonTokens;
import io.memberport.file.json.JsonTokens.Token;
import io.memberport.file.json.MalformedJsonException;
import io.memberport.file.json.Surrogates;
import io.memberport.model.Member;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import io.memberport.model.Text;
import io.memberport.model.Value;
import io.memberport.model.VariableValues;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses one member at a time, strictly, with fields in any order. Used by many threads. */
public final class MemberParser {

    private final MalformedExports malformed;
    private final DocumentLimits limits;
    private final VariableDictionary variables;

    MemberParser(MalformedExports malformed, DocumentLimits limits, VariableDictionary variables) {
        this.malformed = malformed;
        this.limits = limits;
        this.variables = variables;
    }

    /**
     * Parses a member.
     *
     * @param start of its opening brace in {@code bytes}
     * @param end after its closing brace
     * @param offset position in the document of {@code bytes[0]}
     * @param index of the member in the document
     * @param unknown fields are counted here
     */
    Member parse(byte[] bytes, int start, int end, long offset, long index, UnknownFields unknown) {
        Reading reading = new Reading(bytes, start, end, offset, index, unknown);
        try {
            return reading.member();
        } catch (MalformedJsonException notAccepted) {
            throw malformed.at(notAccepted.byteOffset(), index, notAccepted.what());
        }
    }

    /** The parsing of one member. */
    private final class Reading {

        private final JsonTokens tokens =
                new JsonTokens(limits.nesting(), limits.memberBytes(), limits.headerFieldBytes());
        private final byte[] bytes;
        private final int start;
        private final int end;
        private final long offset;
        private final long index;
        private final UnknownFields unknown;

        Reading(byte[] bytes, int start, int end, long offset, long index, UnknownFields unknown) {
            this.bytes = bytes;
            this.start = start;
            this.end = end;
            this.offset = offset;
            this.index = index;
            this.unknown = unknown;
            tokens.feed(bytes, start, end, offset);
        }

        Member member() throws MalformedJsonException {
            Text id = null;
            List<VariableValues> entries = List.of();
            FieldNames names = new FieldNames(limits.headerFieldBytes());
            tokens.require();
            while (tokens.require() == Token.NAME) {
                String name = tokens.text();
                Token token = value(name, names);
                switch (name) {
                    case "memberId" -> id = text(token, name);
                    case "variables" -> entries = elements(token, name, this::variable);
                    default -> skip(name, token, names);
                }
            }
            if (id == null) {
                throw problem("this member has no 'memberId'");
            }
            if (tokens.next() != null) {
                throw problem("brackets do not match");
            }
            return new Member(id, entries, Text.wrap(bytes, start, end - start), offset + start);
        }

        private VariableValues variable() throws MalformedJsonException {
            String id = null;
            String name = null;
            String dataType = null;
            Sensitivity sensitivity = Sensitivity.UNSTATED;
            List<Value> values = List.of();
            Text effectiveDate = null;
            FieldNames names = new FieldNames(limits.headerFieldBytes());
            while (tokens.require() == Token.NAME) {
                String field = tokens.text();
                Token token = value(field, names);
                switch (field) {
                    case "id" -> id = string(token, field);
                    case "name" -> name = string(token, field);
                    case "dataType" -> dataType = string(token, field);
                    case "isSensitive" -> sensitivity = sensitivity(token);
                    case "values" -> values = elements(token, field, this::value);
                    case "effectiveDate" -> effectiveDate = text(token, field);
                    default -> skip(field, token, names);
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

        private Value value() throws MalformedJsonException {
            Value.Kind kind = Value.Kind.NULL;
            Text content = null;
            Text id = null;
            FieldNames names = new FieldNames(limits.headerFieldBytes());
            while (tokens.require() == Token.NAME) {
                String field = tokens.text();
                Token token = value(field, names);
                switch (field) {
                    case "value" -> {
                        kind = kind(token);
                        content = content(token);
                    }
                    case "id" -> id = text(token, field);
                    default -> skip(field, token, names);
                }
            }
            return new Value(kind, content, id);
        }

        private Value.Kind kind(Token token) {
            return switch (token) {
                case STRING -> Value.Kind.STRING;
                case NUMBER -> Value.Kind.NUMBER;
                case TRUE, FALSE -> Value.Kind.BOOLEAN;
                case NULL -> Value.Kind.NULL;
                default -> Value.Kind.JSON;
            };
        }

        private @Nullable Text content(Token token) throws MalformedJsonException {
            return switch (token) {
                case NULL -> null;
                case TRUE -> Text.of("true");
                case FALSE -> Text.of("false");
                case NUMBER -> Text.of(tokens.text());
                case STRING -> encoded(tokens.text());
                default -> {
                    long from = tokens.start();
                    tokens.skipChildren();
                    yield Text.wrap(bytes, (int) (from - offset), (int) (tokens.position() - from));
                }
            };
        }

        private <T> List<T> elements(Token token, String field, ObjectReader<T> reader) throws MalformedJsonException {
            if (token == Token.NULL) {
                return List.of();
            }
            if (token != Token.START_ARRAY) {
                throw wrongType(field);
            }
            List<T> elements = new ArrayList<>();
            for (Token next = tokens.require(); next != Token.END_ARRAY; next = tokens.require()) {
                if (next != Token.START_OBJECT) {
                    throw problem("an element of '" + field + "' is not an object");
                }
                elements.add(reader.read());
            }
            return elements;
        }

        private Sensitivity sensitivity(Token token) {
            return switch (token) {
                case TRUE -> Sensitivity.SENSITIVE;
                case FALSE -> Sensitivity.NOT_SENSITIVE;
                case NULL -> Sensitivity.UNSTATED;
                default -> throw wrongType("isSensitive");
            };
        }

        private @Nullable Text text(Token token, String field) throws MalformedJsonException {
            String string = string(token, field);
            return string == null ? null : Text.of(string);
        }

        private @Nullable String string(Token token, String field) throws MalformedJsonException {
            if (token == Token.NULL) {
                return null;
            }
            if (token != Token.STRING) {
                throw wrongType(field);
            }
            String string = tokens.text();
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

        /** The first token of a field's value. */
        private Token value(String name, FieldNames others) throws MalformedJsonException {
            Token token = tokens.require();
            if (!others.add(name)) {
                throw problem("a field is there twice");
            }
            return token;
        }

        /** Passes over the value of a field that is not known. */
        private void skip(String name, Token value, FieldNames others) throws MalformedJsonException {
            if (!others.hasRoomFor(name)) {
                throw problem(limits.tooManyNames());
            }
            unknown.count++;
            if (value == Token.START_OBJECT || value == Token.START_ARRAY) {
                tokens.skipChildren();
            }
        }

        private MemberportException wrongType(String field) {
            return problem("the field '" + field + "' is not of the type that the API documents");
        }

        private MemberportException problem(String what) {
            return malformed.at(tokens.start(), index, what);
        }
    }

    private interface ObjectReader<T> {
        T read() throws MalformedJsonException;
    }
}
