package io.memberport.cli;

/** The form of a result. */
enum OutputFormat {
    TEXT,
    JSON
}
