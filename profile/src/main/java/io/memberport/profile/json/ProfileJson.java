package io.memberport.profile.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.profile.ExportProfile;
import io.memberport.profile.ProfileComparison;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Profiles as JSON documents, whose schema is {@code docs/schemas/results.json}. A document is on one line; its fields are always there,
 * and null if a value is not known. Fields that this version does not know are ignored, for a later version may write them; all else that
 * is unlike a profile is refused.
 */
public final class ProfileJson {

    private static final int MOST_MEBIBYTES = 256;

    /** Four times the length of a profile of ten thousand variables, each with times in 120 months. */
    private static final long MOST_BYTES = (long) MOST_MEBIBYTES << 20;

    private static final int MOST_LEVELS = 20;

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(MOST_BYTES)
                            .maxNestingDepth(MOST_LEVELS)
                            .build())
                    .build())
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addDeserializer(Instant.class, new Parsed<>(Instant.class, Instant::parse))
                    .addSerializer(YearMonth.class, ToStringSerializer.instance)
                    .addDeserializer(YearMonth.class, new Parsed<>(YearMonth.class, YearMonth::parse))
                    .addSerializer(double.class, new PlainDouble())
                    .addSerializer(Double.class, new PlainDouble()))
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS, MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .withCoercionConfigDefaults(coercions -> coercions
                    .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            // A double that is a whole number is written as one.
            .withCoercionConfig(
                    LogicalType.Float,
                    coercions -> coercions.setCoercion(CoercionInputShape.Integer, CoercionAction.TryConvert))
            .build();

    /** What is written as a text and read by a parser of its own. */
    private static final class Parsed<T> extends StdScalarDeserializer<T> {

        private static final long serialVersionUID = 1L;

        private final transient Function<String, T> parser;

        Parsed(Class<T> type, Function<String, T> parser) {
            super(type);
            this.parser = parser;
        }

        @Override
        public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
            try {
                return parser.apply(json.getText());
            } catch (DateTimeException other) {
                throw context.weirdStringException(json.getText(), handledType(), "not of this form");
            }
        }
    }

    /** A double without a point if it is a whole number that a long holds, too. */
    private static final class PlainDouble extends StdScalarSerializer<Double> {

        private static final long serialVersionUID = 1L;
        private static final double MOST_WHOLE = 1e15;

        PlainDouble() {
            super(Double.class);
        }

        @Override
        public void serialize(Double value, JsonGenerator json, SerializerProvider provider) throws IOException {
            if (value == Math.rint(value) && Math.abs(value) < MOST_WHOLE) {
                json.writeNumber(value.longValue());
            } else {
                json.writeNumber(value);
            }
        }
    }

    private ProfileJson() {}

    /**
     * Writes a profile on one line, and ends the line.
     *
     * @param comparison null if the profile is not compared with another
     * @param out stays open
     * @throws IOException if {@code out} does
     */
    public static void write(ExportProfile profile, @Nullable ProfileComparison comparison, OutputStream out)
            throws IOException {
        MAPPER.writeValue(out, ProfileDocument.of(profile, comparison));
        out.write('\n');
    }

    /**
     * The same document as {@link #write} writes, to add fields to: texts, numbers, booleans, nulls, and lists and maps of these, which
     * have their fields in order.
     *
     * @param comparison null if the profile is not compared with another
     */
    public static Map<String, @Nullable Object> document(
            ExportProfile profile, @Nullable ProfileComparison comparison) {
        return MAPPER.convertValue(
                ProfileDocument.of(profile, comparison),
                new TypeReference<LinkedHashMap<String, @Nullable Object>>() {});
    }

    /**
     * Reads a profile that was written before, without a comparison that may be in it.
     *
     * @param in stays open
     * @throws IOException if {@code in} does
     * @throws MemberportException of kind {@link FailureKind#CONFIGURATION} if it is no profile, is one of another schema, or is
     *     longer than 256 MiB
     */
    public static ExportProfile read(InputStream in) throws IOException {
        ProfileDocument document;
        try {
            document = MAPPER.readValue(in, ProfileDocument.class);
        } catch (JsonProcessingException foreign) {
            throw refusal(foreign);
        }
        if (document == null) {
            throw foreign("it was edited");
        }
        return document.profile();
    }

    private static MemberportException refusal(JsonProcessingException foreign) throws IOException {
        Throwable cause = foreign.getCause();
        if (cause instanceof MemberportException anotherSchema) {
            return anotherSchema;
        }
        if (cause instanceof IOException failed && !(failed instanceof JsonProcessingException)) {
            // The stream has failed within a list.
            throw failed;
        }
        boolean isTooLarge =
                foreign instanceof StreamConstraintsException || cause instanceof StreamConstraintsException;
        return foreign(
                isTooLarge
                        ? "it is longer than " + MOST_MEBIBYTES + " MiB, the most that is read"
                        : "it was edited" + place(foreign));
    }

    private static String place(JsonProcessingException foreign) {
        return foreign.getLocation() == null
                ? ""
                : " (at line " + foreign.getLocation().getLineNr() + ", column "
                        + foreign.getLocation().getColumnNr() + ")";
    }

    private static MemberportException foreign(String otherwise) {
        return new MemberportException(
                FailureKind.CONFIGURATION, "The file is not a profile that was printed as JSON, or " + otherwise + ".");
    }
}
