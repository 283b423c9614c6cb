package io.memberport.profile;

/** What a text can look like, told from its characters alone. The first that fits counts. */
public enum TextPattern {
    EMAIL,
    URL,
    DATE,
    POSTCODE,
    PHONE,
    NUMBER
}
