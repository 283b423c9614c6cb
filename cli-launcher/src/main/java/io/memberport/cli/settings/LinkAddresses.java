package io.memberport.cli.settings;

/** Where links to files may lead. */
public enum LinkAddresses {
    PUBLIC,
    ANY
}
