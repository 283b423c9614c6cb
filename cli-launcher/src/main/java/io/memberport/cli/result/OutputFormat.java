package io.memberport.cli.result;

/** The form of a result. */
public enum OutputFormat {
    TEXT,
    JSON
}
