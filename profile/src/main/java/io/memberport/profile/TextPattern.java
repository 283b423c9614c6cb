package io.memberport.profile;

/** What a text can look like, told from its characters alone. The first that fits counts. */
public enum TextPattern {
    URL,
    EMAIL,
    DATE,
    POSTCODE,
    NUMBER,
    PHONE
}
