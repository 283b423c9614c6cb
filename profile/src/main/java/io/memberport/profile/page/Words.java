package io.memberport.profile.page;

import io.memberport.model.DataType;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import io.memberport.profile.TextPattern;
import java.util.Locale;

/** What types and the like are called on the page. */
final class Words {

    private Words() {}

    static String type(ProfileVariable variable) {
        return variable.dataType() == DataType.UNKNOWN && variable.dataTypeName() != null
                ? Names.shortened(variable.dataTypeName(), Names.SHORT) + " (unknown)"
                : type(variable.dataType());
    }

    static String type(DataType type) {
        return switch (type) {
            case STRING -> "Text";
            case DOUBLE -> "Number";
            case DATETIME -> "Date and time";
            case IDENTIFIER -> "Identifier";
            case ENUM -> "Single choice";
            case SET -> "Multiple choice";
            case UNKNOWN -> "Unknown type";
        };
    }

    static String sensitivity(Sensitivity sensitivity) {
        return switch (sensitivity) {
            case SENSITIVE -> "Sensitive";
            case NOT_SENSITIVE -> "No";
            case UNSTATED -> "Not stated";
        };
    }

    static String pattern(TextPattern pattern) {
        return switch (pattern) {
            case EMAIL -> "E-mail address";
            case URL -> "Web address";
            case DATE -> "Date";
            case PHONE -> "Phone number";
            case POSTCODE -> "Postcode";
            case NUMBER -> "Number";
        };
    }

    /** With a capital, as at the beginning of a sentence. */
    static String sentence(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
