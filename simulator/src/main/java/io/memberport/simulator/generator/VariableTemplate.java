package io.memberport.simulator.generator;

import java.util.Arrays;
import java.util.List;

/**
 * A kind of variable.
 *
 * @param dataType as the API names it
 * @param name what such a variable is called
 * @param values makes the source of its values
 */
record VariableTemplate(String dataType, String name, Values values) {

    /** Makes the source of a variable's values from the variable's own seed. */
    @FunctionalInterface
    interface Values {
        ValueSource source(ValueArray array, long seed);
    }

    /** In the order in which variables take them, over and over; the first six have all data types. */
    static final List<VariableTemplate> ALL = List.of(
            string("Full name", Phrases::putFullName),
            number("Loyalty points", Phrases::putCount),
            dateTime("Member since"),
            identifier("Customer number", Phrases::putNumber),
            options("enum", "Age group", "18-24", "25-34", "35-49", "50-64", "65 or older", "Prefer not to say"),
            options("set", "Interests", "Cooking", "Travel", "Sports", "Music", "Film & TV", "Gardening", "Technology"),
            string("City", Phrases::putCity),
            options("enum", "Satisfaction", "Very satisfied", "Satisfied", "Neither", "Dissatisfied"),
            string("E-mail address", Phrases::putMail),
            number("Average basket", Phrases::putAmount),
            string("Street address", Phrases::putAddress),
            options("enum", "Purchase frequency", "Daily", "Weekly", "Monthly", "Less often", "Never"),
            string("What do you like most about us?", Phrases::putSentence),
            dateTime("Last purchase"),
            string("Favourite store", Phrases::putCity),
            options("set", "Products owned", "Basic", "Plus", "Family", "Gift card", "Other"),
            options("enum", "Preferred contact", "E-mail", "Phone", "Post", "None"),
            string("What should we improve?", Phrases::putSentence),
            number("Recommendation score", Phrases::putScore),
            string("Account manager", Phrases::putFullName));

    private static VariableTemplate string(String name, ValueFrame.Token plain) {
        return scalar("string", name, plain, EdgeCases.strings());
    }

    private static VariableTemplate number(String name, ValueFrame.Token plain) {
        return scalar("double", name, plain, EdgeCases.numbers());
    }

    private static VariableTemplate identifier(String name, ValueFrame.Token plain) {
        return scalar("identifier", name, plain, EdgeCases.identifiers());
    }

    private static VariableTemplate scalar(
            String dataType, String name, ValueFrame.Token plain, List<String> oddities) {
        return new VariableTemplate(dataType, name, (array, seed) -> new ScalarSource(array, plain, oddities));
    }

    private static VariableTemplate dateTime(String name) {
        return new VariableTemplate("datetime", name, (array, seed) -> {
            ValueFrame.Token plain = Phrases.dateTimes(new SplitMix64(seed));
            return new ScalarSource(array, plain, EdgeCases.dateTimes());
        });
    }

    private static VariableTemplate options(String dataType, String name, String... labels) {
        List<String> tokens = Arrays.stream(labels).map(JsonLiterals::quoted).toList();
        boolean several = dataType.equals("set");
        return new VariableTemplate(
                dataType,
                name,
                (array, seed) -> new OptionSource(array, several, tokens, EdgeCases.labels(seed), seed));
    }
}
