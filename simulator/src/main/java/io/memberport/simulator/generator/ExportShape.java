package io.memberport.simulator.generator;

import java.util.Objects;

/**
 * How an export file is written down. White space, order and compression do not change what the file says. A reader must
 * cope with all of it, because JSON leaves it open or the API does not promise otherwise.
 *
 * @param spacing the white space between tokens
 * @param membersFirst whether {@code members} comes before the header fields
 * @param shuffledFields whether the fields of variables and values come in changing order
 * @param unknownFields whether there are fields, and on the last variable a data type, that the API does not document
 * @param optionalFieldsAbsent whether some variables lack {@code isSensitive}, some {@code effectiveDate}, and some
 *     values their {@code id}
 * @param gzip whether the file is compressed; compressed bytes can differ between Java builds, what they hold does not
 */
public record ExportShape(
        Spacing spacing,
        boolean membersFirst,
        boolean shuffledFields,
        boolean unknownFields,
        boolean optionalFieldsAbsent,
        boolean gzip) {

    /** The white space between tokens. */
    public enum Spacing {
        /** None. */
        COMPACT,
        /** One space after each comma and colon, as Python's {@code json.dumps} writes. */
        SPACED,
        /** A line for each field and element. */
        INDENTED
    }

    /** As the API's documentation shows it: compact, fields in the documented order, nothing else. */
    public static final ExportShape DOCUMENTED = new ExportShape(Spacing.COMPACT, false, false, false, false, false);

    public ExportShape {
        Objects.requireNonNull(spacing, "spacing");
    }

    public ExportShape withSpacing(Spacing newSpacing) {
        return new ExportShape(newSpacing, membersFirst, shuffledFields, unknownFields, optionalFieldsAbsent, gzip);
    }

    public ExportShape withMembersFirst() {
        return new ExportShape(spacing, true, shuffledFields, unknownFields, optionalFieldsAbsent, gzip);
    }

    public ExportShape withShuffledFields() {
        return new ExportShape(spacing, membersFirst, true, unknownFields, optionalFieldsAbsent, gzip);
    }

    public ExportShape withUnknownFields() {
        return new ExportShape(spacing, membersFirst, shuffledFields, true, optionalFieldsAbsent, gzip);
    }

    public ExportShape withOptionalFieldsAbsent() {
        return new ExportShape(spacing, membersFirst, shuffledFields, unknownFields, true, gzip);
    }

    public ExportShape withGzip() {
        return new ExportShape(spacing, membersFirst, shuffledFields, unknownFields, optionalFieldsAbsent, true);
    }

    /** What stands between two fields or elements at this depth of nesting; the root object's fields are at depth 1. */
    String comma(int depth) {
        return switch (spacing) {
            case COMPACT -> ",";
            case SPACED -> ", ";
            case INDENTED -> ",\n" + indent(depth);
        };
    }

    String colon() {
        return spacing == Spacing.COMPACT ? ":" : ": ";
    }

    /** What follows the bracket that opens this depth. */
    String open(int depth) {
        return spacing == Spacing.INDENTED ? "\n" + indent(depth) : "";
    }

    /** What precedes the bracket that closes this depth. */
    String close(int depth) {
        return spacing == Spacing.INDENTED ? "\n" + indent(depth - 1) : "";
    }

    /** A field's name and colon. */
    String key(String name) {
        return '"' + name + '"' + colon();
    }

    private static String indent(int depth) {
        return "  ".repeat(depth);
    }
}
